"""The codes of layouts."""

from pmgen.problems.message import message
from pmgen.problems.problem_code import Holds, ProblemKind, Severity, codes_alike

LAYOUT_CODES = (
    *codes_alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        ProblemKind.PAIRING,
        (
            "PMG405",
            message("tag without its partner"),
            message("Write the tag that is missing where its block begins or ends."),
        ),
        (
            "PMG406",
            message("block that reaches into another part"),
            message("Give header, footer, footnotes, text boxes and body each their own tags."),
        ),
        (
            "PMG407",
            message("blocks that cross"),
            message("Let one end before the other begins, or put one wholly inside the other."),
        ),
        (
            "PMG408",
            message("tag that needs a place of its own"),
            message("Give it a paragraph or a row that holds nothing else."),
        ),
    ),
    *codes_alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        ProblemKind.LAYOUT,
        (
            "PMG401",
            message("tag that cannot be read"),
            message("Correct the tag as the message shows; docs/layouts.zh-CN.md explains all of them."),
        ),
        ("PMG402", message("tags nested too deeply"), message("Take out a level, or divide the layout.")),
        (
            "PMG403",
            message("tag that could not be computed"),
            message("Look at the value that the tag is about and at its filters."),
        ),
        (
            "PMG404",
            message("block of text that leaves its paragraph"),
            message("Begin and end it in one paragraph."),
        ),
        (
            "PMG410",
            message("statement that layouts do not have"),
            message("Write it with for, if, set or macro, in this one layout."),
        ),
        (
            "PMG411",
            message("tag that names a whole record or list"),
            message("Name one text of it, such as 项目.名称."),
        ),
        (
            "PMG412",
            message("loop over something that is no list"),
            message("Repeat over a list, such as 附件.项目 or 项目.绩效指标."),
        ),
        (
            "PMG413",
            message("name that cannot be set"),
            message("Choose a name without an underscore in front, or a namespace for its parts."),
        ),
        ("PMG414", message("filter or test that there is not"), message("Write one that the message names.")),
        (
            "PMG415",
            message("name that there is not"),
            message("Write one of the names that the message gives."),
        ),
        (
            "PMG420",
            message("merge in a wrong place"),
            message("Make merge the last filter of the only value in its cell."),
        ),
        (
            "PMG438",
            message("fit in a wrong place"),
            message("Make fit the last filter in cells of one column, in at least two columns of a table."),
        ),
        (
            "PMG421",
            message("old or locked Word file"),
            message("Save it as an ordinary .docx without a password."),
        ),
        ("PMG422", message("damaged Word file"), message("Open it in Word and save it anew as .docx.")),
        (
            "PMG423",
            message("Word file saved as Strict Open XML"),
            message("Save it as an ordinary .docx (Word document)."),
        ),
        (
            "PMG425",
            message("cells to be merged that differ"),
            message("Merge a value that is the same in every row of its group, or give merge a condition."),
        ),
        (
            "PMG426",
            message("bookmark that would stand twice"),
            message("Put the bookmark where its item is printed once."),
        ),
        (
            "PMG427",
            message("tag that belongs into a table cell"),
            message("Move it into a cell, or use another tag."),
        ),
        (
            "PMG428",
            message("footnote in a part that is repeated"),
            message("Write the note as a paragraph below the table, or move it out of the loop."),
        ),
        (
            "PMG429",
            message("table of contents without an end"),
            message("Insert the table of contents anew in Word."),
        ),
        (
            "PMG437",
            message("tag where nothing can be printed"),
            message("Write it into the text, into a cell or into a text box."),
        ),
        (
            "PMG433",
            message("field that changes by itself, or shows what nobody proved"),
            message("Write a name or the words themselves in its place, as the message says."),
        ),
        (
            "PMG434",
            message("drawing that documents cannot carry"),
            message("Paste it as a picture instead (选择性粘贴, then 图片), or delete it."),
        ),
        (
            "PMG431",
            message("control character in the title or the unit's name"),
            message("Type the title or the name anew."),
        ),
        (
            "PMG507",
            message("template tag in a style sheet"),
            message("Write what depends on data into a style attribute."),
        ),
        (
            "PMG508",
            message("element that is not opened and closed in pairs"),
            message("Add or delete the tag that the message names."),
        ),
        ("PMG509", message("text in a table outside of its cells"), message("Move it into a cell.")),
        (
            "PMG510",
            message("row that does not cover all columns"),
            message("Add the missing cells, or widen one with colspan."),
        ),
        ("PMG511", message("two cells in one place"), message("Correct rowspan and colspan of the cells.")),
        ("PMG512", message("cell that reaches below its table"), message("Make its rowspan smaller.")),
        (
            "PMG513",
            message("cells of one merged block that differ"),
            message("Print only what belongs to the loop that owns the merge."),
        ),
        ("PMG514", message("rowspan or colspan that is no number"), message("Write a whole number from 1.")),
        ("PMG515", message("merged value beside other content"), message("Let it stand alone in its cell.")),
        ("PMG517", message("table with too many columns"), message("Divide the table.")),
        ("PMG518", message("layout that is not UTF-8 text"), message("Save the layout as UTF-8 text.")),
        (
            "PMG520",
            message("bookmark with an unfit name"),
            message("Use at most 40 letters, digits and _, and begin with a letter or _."),
        ),
        ("PMG521", message("two bookmarks of one name"), message("Give one of them another name.")),
        (
            "PMG530",
            message("picture that cannot be used"),
            message("Put a PNG or JPEG picture into the folder of the layout."),
        ),
        (
            "PMG560",
            message("filled Word file that cannot be read back"),
            message("Save the layout anew in Word, and render again."),
        ),
    ),
    *codes_alike(
        Severity.INFO,
        Holds.NOTHING,
        ProblemKind.LAYOUT,
        (
            "PMG435",
            message("parts of a layout that are not taken into documents"),
            message("Nothing is lost on the page; to be rid of them, copy all into a new document."),
        ),
    ),
    *codes_alike(
        Severity.WARNING,
        Holds.NOTHING,
        ProblemKind.LAYOUT,
        (
            "PMG432",
            message("single braces around a name"),
            message("Write two braces on each side to print the value."),
        ),
        (
            "PMG436",
            message("paragraph whose end is hidden"),
            message("Write what belongs into one line into one paragraph."),
        ),
        (
            "PMG450",
            message("loop that ends too far down"),
            message("Move the end of the loop to the last row that prints its items."),
        ),
        (
            "PMG451",
            message("loop that repeats a whole table"),
            message("Put the beginning and the end of the loop into the row that is to be repeated."),
        ),
        (
            "PMG452",
            message("loop that repeats headings"),
            message("Begin the loop in the first row that prints its items."),
        ),
        (
            "PMG453",
            message("merge without effect"),
            message("Merge a value of an outer loop, or take the merge away."),
        ),
        (
            "PMG454",
            message("totals in a loop"),
            message("Move the row of totals behind the end of the loop."),
        ),
        (
            "PMG501",
            message("element without effect"),
            message("Use one of the elements that the message names."),
        ),
        (
            "PMG502",
            message("attribute without effect"),
            message("Say how it looks with style or in the style sheet."),
        ),
        (
            "PMG503",
            message("property of style without effect"),
            message("Use one of the properties that the message names."),
        ),
        (
            "PMG504",
            message("value that a property of style does not take"),
            message("Lengths are in pt, mm, cm, px, em or %, colours such as #d9d9d9."),
        ),
        (
            "PMG505",
            message("selector without effect"),
            message("Rules are for tags, .classes and #ids, also one inside another; or @page."),
        ),
        (
            "PMG506",
            message("property on an element that does not take it"),
            message("Write it on an element that the message names."),
        ),
        (
            "PMG516",
            message("table wider than its page"),
            message("Make its columns narrower, or the page wider."),
        ),
        (
            "PMG522",
            message("link that leads nowhere"),
            message("Set the bookmark, or take the link away; the words are printed."),
        ),
        (
            "PMG531",
            message("link out of the document, left out"),
            message("Write the address as text if readers need it; links lead to bookmarks only."),
        ),
    ),
)
