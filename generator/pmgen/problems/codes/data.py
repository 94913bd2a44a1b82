"""The codes of keys and values."""

from pmgen.problems.code import Holds, Kind, Severity, alike
from pmgen.problems.words import message

CODES = (
    *alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        Kind.DATA,
        (
            "PMG201",
            message("key that names no field"),
            message("Write the name of the field as the message gives it; docs and pmgen schema list them."),
        ),
        ("PMG202", message("key that could mean several fields"), message("Write the one that you mean.")),
        (
            "PMG227",
            message("指标方向 and 目标值 with two signs that say different things"),
            message("Write the sign once, as 指标方向, and the number alone as 目标值."),
        ),
        ("PMG203", message("one field given twice, under two names"), message("Keep one of the two.")),
        (
            "PMG204",
            message("list, group or text where another of these belongs"),
            message("Write it in the shape that the message shows."),
        ),
        (
            "PMG205",
            message("required field that is missing"),
            message("Add the lines that the message shows."),
        ),
        (
            "PMG206",
            message("field or item that is empty"),
            message("Write the value, or delete the whole line if it is unknown."),
        ),
        (
            "PMG207",
            message("number that cannot be read"),
            message("Write digits alone, such as 100 or 12.5; the unit has a field of its own."),
        ),
        (
            "PMG208",
            message("day that cannot be read"),
            message("Write year, month and day, such as 2024-12-31."),
        ),
        (
            "PMG209",
            message("word that the field does not know"),
            message("Write one of the words that the message names."),
        ),
        (
            "PMG210",
            message("goal that there is not"),
            message("Name a goal of this project in 对应目标, as its id or 年度1, 年度2 and so on."),
        ),
        (
            "PMG212",
            message("two goals with one id"),
            message("Give every goal an id of its own; goals without one count 年度1, 年度2 and so on."),
        ),
        (
            "PMG213",
            message("amounts without a unit"),
            message("Write 金额单位: 万元 (or 元) in annex.yaml, or in 预算 of the project."),
        ),
        (
            "PMG218",
            message("project file that there is not"),
            message("Write the name of the file as the folder shows it."),
        ),
        (
            "PMG220",
            message("folder without a project"),
            message("Put one file per project beside annex.yaml, each with the ending .yaml."),
        ),
        (
            "PMG221",
            message("kind of costs beside another category"),
            message("成本类型 belongs to 成本指标 only: correct one of the two, or delete 成本类型."),
        ),
        ("PMG222", message("year that cannot be read"), message("Write four digits, such as 2025.")),
    ),
    *alike(
        Severity.WARNING,
        Holds.NOTHING,
        Kind.DATA,
        ("PMG214", message("target written in an unusual way"), message("Write it as the message shows.")),
        (
            "PMG215",
            message("target with digits, taken as words"),
            message("Write a number as ≥95%, 0.5 or 1,000, without zeros in front of it."),
        ),
        (
            "PMG219",
            message("project file that the list leaves out"),
            message(
                "Add it to the list, or delete the list: the files are then taken in order of their names."
            ),
        ),
        (
            "PMG223",
            message("two projects of one name"),
            message("Delete one of them if it is a copy; otherwise give each a name of its own."),
        ),
        (
            "PMG224",
            message("file left out for its ending"),
            message("Rename it if it is a project; let the folder show the endings of files."),
        ),
        ("PMG225", message("letter in place of a digit"), message("Type the digit.")),
        (
            "PMG226",
            message("target that names a day that does not exist"),
            message("Correct the day; as it stands it is printed and not understood."),
        ),
    ),
    *alike(
        Severity.WARNING,
        Holds.NOTHING,
        Kind.RULE,
        (
            "PMG-A06",
            message("amount with more decimals than the form prints"),
            message("agree on an amount that the form can print, or keep the digits and say so"),
        ),
        (
            "PMG-D06",
            message("waiver that matches nothing"),
            message("delete the waiver, or correct its rule and its indicators"),
        ),
        (
            "PMG-P03",
            message("blanks at the ends of a text, a tab or a line break inside"),
            message("delete it"),
        ),
    ),
    *alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        Kind.RULE,
        (
            "PMG-S01",
            message("level 2 under the wrong level 1"),
            message("delete 一级指标, it follows from 二级指标; or correct one of the two"),
        ),
    ),
)
