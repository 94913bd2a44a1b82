"""The codes of forms: blanks, and what is worth a look."""

from pmgen.problems.code import Holds, Kind, Severity, alike
from pmgen.problems.words import message

_COMPARE_THESE_CELLS = message("Compare these cells with what the place expects.")

CODES = (
    *alike(
        Severity.WARNING,
        Holds.NOTHING,
        Kind.GAP,
        (
            "PMG601",
            message("value that the form needs and the data lack"),
            message("Write the lines that the message shows; a value that is not known stays blank."),
        ),
        (
            "PMG602",
            message("label that the form does not have"),
            message("Give these indicators another category, or add the label in region.yaml."),
        ),
        (
            "PMG610",
            message("tag that printed a blank"),
            message("Add the field to 必填 in region.yaml, or give it a default in the layout."),
        ),
    ),
    *alike(
        Severity.WARNING,
        Holds.NOTHING,
        Kind.FORM,
        ("PMG603", message("words with a sign or unit, printed in one piece"), _COMPARE_THESE_CELLS),
        (
            "PMG606",
            message("equal sign without a nature"),
            message("Write 指标性质 (正向、反向 or 定性) under each of them."),
        ),
        (
            "PMG609",
            message("goal that would be numbered twice"),
            message("Delete the number from the text: this form numbers its goals itself."),
        ),
        (
            "PMG612",
            message("title that says another year"),
            message("Correct 标题 or 年度."),
        ),
        (
            "PMG613",
            message("folder of another year"),
            message("Correct 年度, or move the annex into the folder of its year."),
        ),
        (
            "PMG614",
            message("project whose days are not in the fiscal year"),
            message("Correct 计划开始日期 and 计划完成日期, or 年度."),
        ),
        (
            "PMG615",
            message("indicators that stand under each of several goals"),
            message("Write 对应目标 under each of them, with the goal that it serves."),
        ),
        (
            "PMG611",
            message("bookmark that the form does not have"),
            message("Write one that the message names, or delete the line."),
        ),
    ),
    *alike(
        Severity.INFO,
        Holds.NOTHING,
        Kind.FORM,
        ("PMG604", message("target of a kind that no published form shows"), _COMPARE_THESE_CELLS),
        ("PMG605", message("label that no published form shows"), _COMPARE_THESE_CELLS),
    ),
    *alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        Kind.FORM,
        (
            "PMG607",
            message("option that the form does not have"),
            message("Write an option and a value that the message names, or delete the line."),
        ),
    ),
)
