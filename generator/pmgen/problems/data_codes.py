"""The codes of data: files that cannot be read as they are, keys and values."""

from pmgen.problems.message import message
from pmgen.problems.problem_code import Holds, ProblemKind, Severity, codes_alike

SETTING_CODES = codes_alike(
    Severity.ERROR,
    Holds.RUN,
    ProblemKind.DATA,
    (
        "PMG231",
        message("setting of a rule that cannot be followed"),
        message("Write in check.yaml rules that pmgen explain lists, each once, with level and reason."),
    ),
)

READING_CODES = (
    *codes_alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        ProblemKind.READING,
        (
            "PMG101",
            message("file that cannot be opened"),
            message("Look whether it is there and may be read by you; close it in other programs."),
        ),
        (
            "PMG102",
            message("file in GBK instead of UTF-8"),
            message("Open it in Notepad, choose Save As, and pick the encoding UTF-8."),
        ),
        (
            "PMG103",
            message("file that is not UTF-8 text"),
            message("Open it in an editor and save it with the encoding UTF-8."),
        ),
        (
            "PMG104",
            message("file that is too large to be data"),
            message("A project file has a few kilobytes; check that this is the right file."),
        ),
        (
            "PMG105",
            message("character that no document can carry"),
            message("It is invisible and usually comes along when text is copied: delete it."),
        ),
        (
            "PMG106",
            message("folder without annex.yaml"),
            message("Name the folder that holds annex.yaml, or write one with pmgen new."),
        ),
        (
            "PMG107",
            message("name of a file or folder that is not UTF-8"),
            message("Rename it; names that came out of an old archive may be in GBK."),
        ),
        (
            "PMG110",
            message("line that does not fit to the lines around it"),
            message("Put as many blanks before it as its neighbours have, as the message shows."),
        ),
        (
            "PMG111",
            message("full-width colon after the name of a field"),
            message("Type an ordinary colon and a blank after it."),
        ),
        (
            "PMG112",
            message("tab in the indentation"),
            message("Indent with blanks, two per level; most editors can turn tabs into blanks."),
        ),
        (
            "PMG113",
            message("value that begins with a sign of YAML"),
            message("Put single quotes around the value."),
        ),
        (
            "PMG114",
            message("colon followed by a blank inside a value"),
            message("Put single quotes around the whole value, or write a full-width colon."),
        ),
        (
            "PMG115",
            message("dash of a list without its ordinary blank"),
            message("Write an ordinary blank between the dash and the text."),
        ),
        (
            "PMG116",
            message("bracket at the beginning of a value that nothing closes"),
            message("Put single quotes around a text, or write a list with one dash per line."),
        ),
        (
            "PMG117",
            message("other sign than an ordinary blank in the indentation or beside a name"),
            message("Indent with ordinary blanks, two per level, and put none before a colon."),
        ),
        (
            "PMG118",
            message("value over several lines"),
            message(
                "Write it in one line, or write | behind the colon and all of the text below it, indented; "
                "a field of its own is indented like its neighbours."
            ),
        ),
        ("PMG120", message("field that stands twice"), message("Keep one of the two.")),
        (
            "PMG121",
            message("reference of YAML, by & or *"),
            message("Put single quotes around a value that begins with & or *, or write the value out."),
        ),
        (
            "PMG122",
            message("tag of YAML, by an exclamation mark"),
            message("Put single quotes around a value that begins with an exclamation mark."),
        ),
        ("PMG123", message("merge key of YAML"), message("Write the fields out where they are needed.")),
        (
            "PMG124",
            message("values nested too deeply"),
            message("Check the indentation; a project is never nested more than a few levels deep."),
        ),
        (
            "PMG125",
            message("list or group where the name of a field belongs"),
            message("Write the name of the field as a plain word."),
        ),
        (
            "PMG126",
            message("second document in one file"),
            message(
                "Delete the line ---, or move what follows into a file of its own; "
                "a file of several is called 项目.yaml."
            ),
        ),
        (
            "PMG127",
            message("file with too many values"),
            message("Check that this is the right file, or divide it."),
        ),
        ("PMG128", message("empty file"), message("Write its fields, or delete the file.")),
        (
            "PMG135",
            message("line that is no JSON"),
            message("Write it as the message shows; each project stands in one line, in braces."),
        ),
        (
            "PMG130",
            message("quotation mark that does not enclose the value"),
            message("Put single quotes around the whole value, or delete the quotation mark."),
        ),
        (
            "PMG131",
            message("two fields in one line"),
            message("Write every field in a line of its own, without a comma in between."),
        ),
        (
            "PMG132",
            message("colon without an ordinary blank after it"),
            message("Type an ordinary blank after the colon."),
        ),
        (
            "PMG133",
            message("text in a list that a colon made a field"),
            message("Write a full-width colon, or put single quotes around the whole text."),
        ),
        (
            "PMG134",
            message("item of a list without its dash"),
            message("Begin the item with a dash and a blank, with the same indentation."),
        ),
        (
            "PMG136",
            message("text behind a name that has lines of its own below it"),
            message(
                "Write the text in front of the first item below it if it leads to them, or as an item of "
                "its own; delete it where no text belongs."
            ),
        ),
        (
            "PMG137",
            message("two versions of one passage, with the marks of git"),
            message("Keep one of the two, and delete the other with the marks."),
        ),
        (
            "PMG138",
            message("words of a value behind a number sign, which are lost"),
            message("Put single quotes around the whole value; write a remark in a line of its own."),
        ),
    ),
    *codes_alike(
        Severity.ERROR,
        Holds.RUN,
        ProblemKind.READING,
        (
            "PMG140",
            message("no git on this machine"),
            message("Install git, or name folders instead of revisions."),
        ),
        (
            "PMG141",
            message("revision that git cannot hand over"),
            message("Look whether the repository is whole: git fsck; or name a folder further down."),
        ),
        (
            "PMG142",
            message("folder for temporary files that cannot be used"),
            message("Make room there, or set TMPDIR to a folder that may be written to."),
        ),
    ),
    *codes_alike(
        Severity.WARNING,
        Holds.NOTHING,
        ProblemKind.READING,
        (
            "PMG119",
            message("words behind a number sign, read as a comment"),
            message(
                "Put single quotes around the whole value if it belongs to the text; "
                "write a remark in a line of its own."
            ),
        ),
    ),
)


DATA_CODES = (
    *codes_alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        ProblemKind.DATA,
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
            "PMG233",
            message("project in a file that is not read for its name"),
            message("Rename the file as the message shows, or move it out of the folder."),
        ),
        (
            "PMG238",
            message("copy of annex.yaml or of a project beside it"),
            message("Keep only the right one of the two in the folder: delete the other, or move it away."),
        ),
        (
            "PMG230",
            message("annex about a department that has projects too"),
            message("Move the project files into a folder of their own, or delete 部门."),
        ),
        (
            "PMG220",
            message("folder without a project"),
            message(
                "Put one file per project beside annex.yaml, with the ending .yaml, "
                "or all projects into 项目.jsonl."
            ),
        ),
        (
            "PMG221",
            message("kind of costs beside another category"),
            message("成本类型 belongs to 成本指标 only: correct one of the two, or delete 成本类型."),
        ),
        ("PMG222", message("year that cannot be read"), message("Write four digits, such as 2025.")),
        (
            "PMG240",
            message("value in Chinese quotation marks"),
            message("Write it without them, or with English ones, as the message shows."),
        ),
        (
            "PMG229",
            message("month, period or length of time that cannot be read"),
            message("Write it as the message shows."),
        ),
    ),
    *codes_alike(
        Severity.WARNING,
        Holds.NOTHING,
        ProblemKind.DATA,
        ("PMG214", message("target written in an unusual way"), message("Write it as the message shows.")),
        (
            "PMG232",
            message("amount that looks like a year"),
            message("Write the amount of the year as 合计, and the year in annex.yaml."),
        ),
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
            "PMG239",
            message("file or folder that is called like a copy of another"),
            message("Move it away if it is a copy; otherwise give it a name of its own."),
        ),
        (
            "PMG223",
            message("two projects of one name"),
            message("Delete one of them if it is a copy; otherwise give each a name of its own."),
        ),
        (
            "PMG228",
            message("two projects of one code"),
            message("Correct the code of one of them, or delete it if it is not known."),
        ),
        (
            "PMG224",
            message("file left out for its ending"),
            message(
                "Rename it if it is a project; Windows shows the endings under View, File name extensions."
            ),
        ),
        (
            "PMG235",
            message("fields of annex.yaml that still stand behind #"),
            message("Fill each in and delete the # at the beginning of its line, or delete the line."),
        ),
        (
            "PMG236",
            message("lines that are still marked as those of the year before"),
            message("Correct each for this year, and then delete the mark at its end."),
        ),
        (
            "PMG237",
            message("annex that is a copy of another, or lies in another's folder"),
            message(
                "Move the folder out of data, or waive this in its annex.yaml if both are to be published."
            ),
        ),
        ("PMG225", message("letter in place of a digit"), message("Type the digit.")),
        (
            "PMG226",
            message("target that names a day that does not exist"),
            message("Correct the day; as it stands it is printed and not understood."),
        ),
    ),
    *codes_alike(
        Severity.WARNING,
        Holds.NOTHING,
        ProblemKind.RULE,
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
    *codes_alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        ProblemKind.RULE,
        (
            "PMG-S01",
            message("level 2 under the wrong level 1"),
            message("delete 一级指标, it follows from 二级指标; or correct one of the two"),
        ),
    ),
)
