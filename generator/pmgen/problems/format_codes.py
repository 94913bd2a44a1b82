"""The codes of what a format shows otherwise, of blanks in forms, and of what is worth a look."""

from pmgen.problems.message import message
from pmgen.problems.problem_code import Holds, ProblemKind, Severity, codes_alike

_LOOK_AT_THE = message("Look at the other formats; change the layout if the look matters.")

FORMAT_CODES = (
    *codes_alike(
        Severity.ERROR,
        Holds.FORMAT,
        ProblemKind.FORMAT,
        (
            "PMG541",
            message("no Chinese font for the PDF"),
            message("Install one, such as Noto Serif CJK SC, and render the format pdf again."),
        ),
        (
            "PMG542",
            message("character that no font can draw"),
            message("Install a font that has it, or write it another way; then render the format pdf again."),
        ),
        (
            "PMG545",
            message("picture that a PDF cannot carry"),
            message("Save it as an ordinary PNG or JPEG."),
        ),
        (
            "PMG547",
            message("page number of a bookmark that there is not"),
            message("Set the bookmark in the layout, or take the reference away."),
        ),
        ("PMG551", message("damaged font file"), message("Install the font anew.")),
        (
            "PMG554",
            message("line that no page has room for"),
            message("Make the page higher, or the text, its spacing or its padding smaller."),
        ),
        (
            "PMG555",
            message("head and foot that fill the page"),
            message("Make them lower in the layout, or the page higher."),
        ),
        (
            "PMG567",
            message("drawing or picture that only Word shows"),
            message(
                "Put it into the layout as a PNG or JPEG picture in line with the text, or render docx only."
            ),
        ),
        (
            "PMG574",
            message("sign of a typeface that no character stands for"),
            message("Write an ordinary character in its place, or render docx only."),
        ),
        (
            "PMG580",
            message("text too long for a cell of Excel"),
            message("Shorten the text, or leave out the format xlsx."),
        ),
        (
            "PMG581",
            message("table with more columns than Excel has"),
            message("Divide the table, or leave out the format xlsx."),
        ),
        (
            "PMG586",
            message("head or foot too long for Excel"),
            message("Shorten it in the layout, or leave out the format xlsx."),
        ),
        (
            "PMG587",
            message("picture at the head or foot of a sheet"),
            message("Put the picture into the body of the layout, or leave out the format xlsx."),
        ),
    ),
    *codes_alike(
        Severity.WARNING,
        Holds.NOTHING,
        ProblemKind.FORMAT,
        (
            "PMG540",
            message("font that another stands in for"),
            message("Install the font if the PDF must show it."),
        ),
        (
            "PMG544",
            message("script from right to left"),
            message("Look at the page; the text itself is complete."),
        ),
        (
            "PMG546",
            message("table printed smaller to fit the page"),
            message("Make its columns narrower, or the page wider."),
        ),
        (
            "PMG548",
            message("row made higher than the layout says"),
            message("Give the row a higher or a least height in the layout."),
        ),
        (
            "PMG549",
            message("number parted in two lines"),
            message("Make the column wider, or its type smaller."),
        ),
        (
            "PMG553",
            message("cell printed smaller to keep a number whole"),
            message("Make the column wider, or its type smaller."),
        ),
        (
            "PMG550",
            message("column too narrow for a character"),
            message("Make the column wider, or its padding smaller."),
        ),
        (
            "PMG552",
            message("turned text shown across"),
            message("Make the column wider, or the text shorter; a picture or a table cannot be turned."),
        ),
        ("PMG561", message("look of text that only Word shows"), _LOOK_AT_THE),
        ("PMG562", message("look of a paragraph that only Word shows"), _LOOK_AT_THE),
        ("PMG563", message("look of a table that only Word shows"), _LOOK_AT_THE),
        ("PMG564", message("look of pages that only Word shows"), _LOOK_AT_THE),
        (
            "PMG565",
            message("first page of a later part that a browser prints as the others"),
            message("Print the PDF; on the screen the page shows all that heads and feet say."),
        ),
        (
            "PMG566",
            message("floating thing that stands in the flow of the text"),
            message("Set its wrapping to “in line with text” in the layout."),
        ),
        (
            "PMG568",
            message("equation shown as plain text"),
            message("Look at the other formats, or write it into the layout as ordinary text."),
        ),
        (
            "PMG569",
            message("field that is not computed anew"),
            message("Write it into the layout as ordinary text."),
        ),
        (
            "PMG570",
            message("link out of the document, shown as text"),
            message("Nothing, if the words are enough; otherwise write the address out."),
        ),
        (
            "PMG571",
            message("notes at the end of the document"),
            message("Write it into the layout as ordinary text."),
        ),
        (
            "PMG572",
            message("list numbers of an unknown kind"),
            message("Look at the other formats, or choose another numbering in the layout."),
        ),
        ("PMG573", message("hidden text left out"), message("Delete it in the layout.")),
        (
            "PMG575",
            message("element of Word that is not known"),
            message("Look at the other formats; only the text of it is kept."),
        ),
        ("PMG576", message("text under a merged cell"), message("Delete it, or split the merged cell.")),
        (
            "PMG577",
            message("page without room"),
            message("Set paper and margins in Word: 布局, then 页边距."),
        ),
        (
            "PMG578",
            message("break that begins a new line only"),
            message("Look at the other formats, or take the break out of the layout."),
        ),
        (
            "PMG582",
            message("table inside a cell of a sheet"),
            message("A cell of a sheet holds no table; make its rows rows of the table around it."),
        ),
        (
            "PMG583",
            message("page number in a cell of a sheet"),
            message("In a workbook only the head and foot of a page can show its number."),
        ),
        (
            "PMG584",
            message("several links in a cell of a sheet"),
            message("Nothing, if the first link is enough; the text is complete."),
        ),
        (
            "PMG585",
            message("total that its numbers do not add up to"),
            message("Check the numbers; the cell holds the number, not a formula."),
        ),
        (
            "PMG588",
            message("link that leads nowhere in the page"),
            message("Set the bookmark, or take the link away; the page shows the words."),
        ),
        (
            "PMG707",
            message("contents without page numbers"),
            message("Install a Chinese font, or let Word update the fields (Ctrl+A, then F9)."),
        ),
    ),
    *codes_alike(
        Severity.INFO,
        Holds.NOTHING,
        ProblemKind.FORMAT,
        (
            "PMG543",
            message("bold or italic that is imitated"),
            message("Nothing; install a bold or italic face if it must be the real one."),
        ),
    ),
)


_COMPARE_THESE_CELLS = message("Compare these cells with what the place expects.")

FORM_CODES = (
    *codes_alike(
        Severity.WARNING,
        Holds.NOTHING,
        ProblemKind.GAP,
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
            "PMG619",
            message("indicator that the form leaves out"),
            message("Write under 对应目标 the goal that the message shows."),
        ),
        (
            "PMG610",
            message("tag that printed a blank"),
            message("Add the field to 必填 in region.yaml, or give it a default in the layout."),
        ),
    ),
    *codes_alike(
        Severity.WARNING,
        Holds.NOTHING,
        ProblemKind.FORM,
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
            "PMG616",
            message("category of another form, printed as what it is a kind of"),
            _COMPARE_THESE_CELLS,
        ),
        (
            "PMG618",
            message("value for which the form has no box to tick"),
            message("Write one of the form's own words in the data, or correct the words in the layout."),
        ),
        (
            "PMG611",
            message("bookmark that the form does not have"),
            message("Write one that the message names, or delete the line."),
        ),
    ),
    *codes_alike(
        Severity.INFO,
        Holds.NOTHING,
        ProblemKind.FORM,
        ("PMG604", message("target of a kind that no published form shows"), _COMPARE_THESE_CELLS),
        ("PMG605", message("label that no published form shows"), _COMPARE_THESE_CELLS),
    ),
    *codes_alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        ProblemKind.FORM,
        (
            "PMG617",
            message("form about a department and data about projects, or the other way round"),
            message("Choose a form that is about what the annex holds."),
        ),
        (
            "PMG607",
            message("option that the form does not have"),
            message("Write an option and a value that the message names, or delete the line."),
        ),
    ),
)
