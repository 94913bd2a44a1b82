"""The codes of what is refused because it could do harm."""

from pmgen.problems.code import Holds, Kind, Severity, alike
from pmgen.problems.words import message

CODES = (
    *alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        Kind.UNSAFE,
        (
            "PMG801",
            message("layout that reaches inside the program"),
            message("Look where the layout comes from; write the tag with names of the data only."),
        ),
        (
            "PMG802",
            message("layout without end or measure"),
            message("Take out the loop, the nesting or the tags that the message names."),
        ),
        (
            "PMG803",
            message("package made to do harm"),
            message("Look where the file comes from; save it anew in Word."),
        ),
        (
            "PMG804",
            message("macro, object or foreign document in a layout"),
            message("Delete it in Word and save the layout as .docx."),
        ),
        (
            "PMG805",
            message("link to something outside of the layout"),
            message("Embed pictures instead of linking them, and detach a linked template."),
        ),
        (
            "PMG806",
            message("tracked changes in a layout"),
            message("In Word choose 审阅, accept all changes, then save."),
        ),
        (
            "PMG807",
            message("comments in a layout"),
            message("In Word choose 审阅, delete all comments, then save."),
        ),
        (
            "PMG808",
            message("hidden text in a layout"),
            message(
                "Show hidden text in Word (Ctrl+A, then Ctrl+D, clear 隐藏) and delete what is not wanted."
            ),
        ),
        (
            "PMG809",
            message("place outside of the output folder"),
            message("Remove the link, or choose another folder with --output."),
        ),
        (
            "PMG811",
            message("data file that leads out of the data folder"),
            message("Put the file itself there instead of a link."),
        ),
        (
            "PMG812",
            message("layout that brings down the program"),
            message("Draw the layout anew from one that works; others were not affected."),
        ),
    ),
    *alike(
        Severity.ERROR,
        Holds.RUN,
        Kind.UNSAFE,
        ("PMG810", message("too many or too large files to compare"), message("Name a folder further down.")),
        (
            "PMG813",
            message("output folder that is a link"),
            message("If that is meant, name the folder with --output."),
        ),
    ),
)
