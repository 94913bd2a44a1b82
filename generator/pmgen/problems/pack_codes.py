"""The codes of regions and their packs."""

from pmgen.problems.message import message
from pmgen.problems.problem_code import Holds, ProblemKind, Severity, codes_alike

PACK_CODES = (
    *codes_alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        ProblemKind.REGION,
        (
            "PMG301",
            message("region that there is not"),
            message("Write the id or the name of a region in 地区; pmgen regions lists them."),
        ),
        ("PMG315", message("name that several regions have"), message("Write the id of one of them.")),
        (
            "PMG701",
            message("annex that names no region"),
            message("Write 地区: in annex.yaml, or choose one with --region; pmgen regions lists them."),
        ),
    ),
    *codes_alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        ProblemKind.PACK,
        (
            "PMG302",
            message("region pack without a layout"),
            message("Put layout.docx or layout.html.j2 beside region.yaml."),
        ),
        (
            "PMG303",
            message("region pack with two layouts"),
            message("Keep one of layout.docx and layout.html.j2."),
        ),
        (
            "PMG304",
            message("label for something that is no category"),
            message("Write one of the words for 二级指标 or 成本类型."),
        ),
        (
            "PMG306",
            message("pattern that makes no bookmark names"),
            message("Write the pattern as the message shows."),
        ),
        (
            "PMG307",
            message("default that is none of the choices"),
            message("Write one of the choices, or add the default to them."),
        ),
        (
            "PMG308",
            message("gap in a pattern that nothing fills"),
            message("Use only the gaps that the message names."),
        ),
        ("PMG309", message("number of decimals that is none"), message("Write a digit from 0 to 8.")),
        (
            "PMG310",
            message("condition on a field that no project has"),
            message("Write the name of a field of a project."),
        ),
        (
            "PMG312",
            message("layout of an unknown kind"),
            message("A layout is called layout.docx or layout.html.j2."),
        ),
        (
            "PMG316",
            message("layout that cannot be opened"),
            message("Look whether it is there and may be read by you; close it in other programs."),
        ),
        (
            "PMG317",
            message("numbering of goals without their text"),
            message("Give the text of the goal its place in the pattern, as the message shows."),
        ),
        (
            "PMG318",
            message("score for a level 1 that the form does not have"),
            message("Write one of the words that the form prints for level 1."),
        ),
        (
            "PMG319",
            message("named set of scores beside own numbers"),
            message("Keep 预设, or 合计 and 一级指标."),
        ),
        ("PMG320", message("scores that do not come to their total"), message("Correct 合计 or 一级指标.")),
        (
            "PMG321",
            message("fields for something that has none"),
            message("Write below 字段 a kind of record, such as 项目 or 绩效指标."),
        ),
        ("PMG322", message("field of an unknown kind"), message("Write one of the kinds that there are.")),
        (
            "PMG323",
            message("name that no layout could write"),
            message("Use letters, Chinese characters and digits only."),
        ),
        ("PMG324", message("name that a field has already"), message("Choose another name for the field.")),
        (
            "PMG325",
            message("unknown word about a field"),
            message("Write 类型, 选择, 列表, 说明, 别名, 例, 英文 or 必填."),
        ),
        (
            "PMG326",
            message("required field that stands in several places"),
            message("Write the paths under 必填."),
        ),
        (
            "PMG327",
            message("field that two packs declare in different ways"),
            message("Rename it in one of the packs, or take fields from one of them only."),
        ),
        (
            "PMG330",
            message("blank form that cannot be read"),
            message("Open it in Word or WPS and save it as .docx."),
        ),
        (
            "PMG331",
            message("blank form that only LibreOffice could read"),
            message("Save it as .docx in Word or WPS, or install LibreOffice."),
        ),
        (
            "PMG608",
            message("requirement that leads nowhere"),
            message("Correct the path under 必填 in region.yaml."),
        ),
    ),
    *codes_alike(
        Severity.WARNING,
        Holds.NOTHING,
        ProblemKind.PACK,
        (
            "PMG313",
            message("two regions of one name"),
            message("Give one of them another 名称; until then only their ids tell them apart."),
        ),
        (
            "PMG314",
            message("folder beside the regions that is none"),
            message("Write region.yaml after the example of another region, or move the folder away."),
        ),
    ),
)
