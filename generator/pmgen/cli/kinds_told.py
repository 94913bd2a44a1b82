"""What is said about a problem that no rule finds: what it means for the reader, and how one looks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pmgen.problems import Message, message

MEANINGS: Mapping[str, Message] = MappingProxyType(
    {
        "PMG1": message("Until it is mended, the file is neither checked nor printed; no waiver helps."),
        "PMG2": message(
            "Until an error is mended, the project is neither checked nor printed; no waiver helps."
        ),
        "PMG3": message("Until it is mended, nothing can be printed or checked in the form of this region."),
        "PMG4": message(
            "It is for those who look after the Word layout; nothing is printed from it until then."
        ),
        "PMG5": message("It is for those who look after the layout, or tells what a format shows otherwise."),
        "PMG6": message("The form is printed all the same; what is lacking stays blank."),
        "PMG7": message("The file was not written, or does not show the data: do not publish it."),
        "PMG8": message("Nothing is read or written there; look where the file comes from."),
    }
)
"""What follows from a problem, by the hundred of its code."""

EXAMPLES: Mapping[str, Message] = MappingProxyType(
    {
        "PMG102": message("This file is written in GBK (GB18030), not in UTF-8."),
        "PMG201": message("{entity} has no field {key}.", entity="项目", key="指标"),
        "PMG205": message("{entity} needs the field {field}.", entity="项目", field="年度绩效目标"),
        "PMG207": message("{value} is not a number for {field}.", value="约100", field="合计"),
        "PMG209": message("{value} is not a word for {field}.", value="美元", field="金额单位"),
        "PMG301": message("There is no region {region} in {places}.", region="tianjing", places="templates"),
        "PMG422": message("this is not a .docx file, or it is damaged"),
        "PMG427": message("{tag} belongs into a table cell", tag="{{ 指标值 }}"),
        "PMG521": message("two bookmarks have the name {name}", name="目录"),
        "PMG601": message(
            "{field} of {project} is unknown; its place stays blank", field="资金用途", project="培训费"
        ),
        "PMG611": message("the form of {region} has no bookmark {name}", region="乌海市", name="项日"),
        "PMG704": message("{file} cannot be replaced", file="项目绩效目标表.docx"),
        "PMG808": message("the layout holds hidden text"),
    }
)
"""What some problems look like, by their codes."""


def example_of(code: str) -> tuple[str, Message] | None:
    """Return the code and the words of an example: of this very code, or of its kind where it has none."""
    if code in EXAMPLES:
        return code, EXAMPLES[code]
    return next(((other, text) for other, text in EXAMPLES.items() if other[:4] == code[:4]), None)
