"""The codes of files that cannot be written or are not proven, and of what is refused as unsafe."""

from pmgen.problems.message import message
from pmgen.problems.problem_code import Holds, ProblemKind, Severity, codes_alike

_RENDER_AGAIN_SOMEBODY = message("Render again; somebody has changed the file.")
_DO_NOT_PUBLISH = message("Do not publish this file; render the annex again and publish what that gives.")

OUTPUT_CODES = (
    *codes_alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        ProblemKind.WRITING,
        ("PMG702", message("no room on the disk"), message("Make room, then render again.")),
        ("PMG703", message("folder that is read-only"), message("Choose another folder with --output.")),
        (
            "PMG704",
            message("file that is open in another program"),
            message("Close it in Word or WPS if it is open there, then render again."),
        ),
        (
            "PMG705",
            message("folder that you may not write to"),
            message("Choose another folder with --output."),
        ),
        (
            "PMG706",
            message("something in the way of a file"),
            message("Move it away, or choose another folder with --output."),
        ),
        (
            "PMG708",
            message("document of which only some files are new"),
            message("Do not hand these files on: close those that are open, then render again."),
        ),
        (
            "PMG709",
            message("file that pmgen may not replace"),
            message(
                "Rename it to keep it; better write what it says into the data; render --force or publish "
                "--replace-edited replaces it."
            ),
        ),
        (
            "PMG714",
            message("annexes that have one output folder where case does not count"),
            message("Give one of the folders another name."),
        ),
        (
            "PMG791",
            message("document that brought down the process that rendered it"),
            message("Look for what is enormous or endless in its data; others were not affected."),
        ),
        (
            "PMG795",
            message("address that cannot be read or written"),
            message(
                "Look at the address, the keys and the network, here and on the workers; then render again."
            ),
        ),
        (
            "PMG796",
            message("annex that was not done when the cluster was lost"),
            message("Look at scheduler and workers, then render again; what is done stays done."),
        ),
    ),
    *codes_alike(
        Severity.ERROR,
        Holds.RUN,
        ProblemKind.WRITING,
        (
            "PMG786",
            message("output folder to which another run is writing"),
            message("Wait until it ends, or choose another folder with --output."),
        ),
        (
            "PMG794",
            message("cluster that cannot be used"),
            message("Look whether scheduler and workers run, with the pmgen and Python of this machine."),
        ),
    ),
    *codes_alike(
        Severity.WARNING,
        Holds.NOTHING,
        ProblemKind.WRITING,
        (
            "PMG715",
            message("folder name that Windows cannot have"),
            message("Give the folder of the annex another name, if others are to open the output."),
        ),
        (
            "PMG797",
            message("workers with other fonts"),
            message("Install the same fonts on all machines."),
        ),
        (
            "PMG781",
            message("record of the output folder that did not help"),
            message("Look at what was not rendered just now, or render it again."),
        ),
        (
            "PMG782",
            message("file that the data no longer make"),
            message("Render with --clean to remove it."),
        ),
        ("PMG783", message("file made from older data or an older form"), message("Render the annex again.")),
        (
            "PMG784",
            message("file that the data no longer make, changed by hand"),
            message("Remove it yourself if nobody needs it."),
        ),
        (
            "PMG788",
            message("file that cannot be removed"),
            message("Close it in Word or WPS if it is open there, then render again with --clean."),
        ),
    ),
    *codes_alike(
        Severity.INFO,
        Holds.NOTHING,
        ProblemKind.WRITING,
        (
            "PMG785",
            message("file in the output folder that pmgen did not render"),
            message("See that it belongs to what will be published; pmgen leaves it alone."),
        ),
    ),
    *codes_alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        ProblemKind.PROOF,
        (
            "PMG720",
            message("value that does not stand whole in the document"),
            message("Print it by itself, as it is, in the layout."),
        ),
        ("PMG721", message("cell that shows another text"), _RENDER_AGAIN_SOMEBODY),
        ("PMG722", message("cell that should be blank"), _RENDER_AGAIN_SOMEBODY),
        ("PMG723", message("spaces that differ"), _RENDER_AGAIN_SOMEBODY),
        ("PMG724", message("cell that is missing"), _RENDER_AGAIN_SOMEBODY),
        ("PMG725", message("cell too many"), _RENDER_AGAIN_SOMEBODY),
        ("PMG726", message("cell merged otherwise"), _RENDER_AGAIN_SOMEBODY),
        ("PMG727", message("row that is missing"), _RENDER_AGAIN_SOMEBODY),
        ("PMG728", message("row too many"), _RENDER_AGAIN_SOMEBODY),
        ("PMG729", message("line that is missing"), _RENDER_AGAIN_SOMEBODY),
        ("PMG730", message("line too many"), _RENDER_AGAIN_SOMEBODY),
        ("PMG731", message("line that says something else"), _RENDER_AGAIN_SOMEBODY),
        ("PMG738", message("cell without the lines that part it from others"), _RENDER_AGAIN_SOMEBODY),
        ("PMG739", message("cell drawn elsewhere than it is read"), _RENDER_AGAIN_SOMEBODY),
        ("PMG732", message("finished file that cannot be read back"), message("Render again.")),
        (
            "PMG737",
            message("file that the data no longer make, among the finished ones"),
            message("Render the annex again; render --clean removes it."),
        ),
        (
            "PMG780",
            message("record of the output folder that cannot be read"),
            message("Render the annex again, which writes it anew."),
        ),
        ("PMG733", message("finished file that is missing"), message("Render the annex again.")),
        (
            "PMG792",
            message("file given with --file that is no document"),
            message("Name a file in a format that pmgen writes; the ending of its name does not matter."),
        ),
        (
            "PMG793",
            message("copy of which it is not clear what it was made from"),
            message("Say the annex or the project file with --as."),
        ),
        (
            "PMG713",
            message("finished file that cannot be opened"),
            message("Look whether it is there and may be read by you; close it in other programs."),
        ),
        (
            "PMG770",
            message("file of the manifest that is missing"),
            message("Publish it again, or make the manifest anew with pmgen render."),
        ),
        (
            "PMG771",
            message("file that differs from what the manifest lists"),
            message("Publish the one that was proven; somebody changed this one, or it is of another run."),
        ),
        (
            "PMG772",
            message("document that the manifest does not list"),
            message("Remove it from what is published, or see how it came there."),
        ),
        (
            "PMG773",
            message("manifest that cannot be read"),
            message("Run pmgen render, which makes it anew; of a copy, fetch it again."),
        ),
        (
            "PMG774",
            message("record that differs from what the manifest lists"),
            message("Run pmgen render, which makes the manifest anew."),
        ),
        (
            "PMG775",
            message("file of the manifest that was never proven"),
            message("Render it again, without --no-verify."),
        ),
        ("PMG740", message("comment in a finished file"), _DO_NOT_PUBLISH),
        ("PMG741", message("tracked change in a finished file"), _DO_NOT_PUBLISH),
        ("PMG742", message("hidden text in a finished file"), _DO_NOT_PUBLISH),
        ("PMG743", message("text in a finished file that nobody can see"), _DO_NOT_PUBLISH),
        ("PMG744", message("text in a finished file that looks otherwise"), _DO_NOT_PUBLISH),
        ("PMG745", message("field in a finished file that pmgen did not write"), _DO_NOT_PUBLISH),
        ("PMG746", message("hidden sheet, row or column"), _DO_NOT_PUBLISH),
        ("PMG747", message("filter, validation or other rule in a sheet"), _DO_NOT_PUBLISH),
        ("PMG748", message("cell of a sheet that holds something else than it shows"), _DO_NOT_PUBLISH),
        ("PMG750", message("package of a finished file that holds something of its own"), _DO_NOT_PUBLISH),
        ("PMG752", message("name, property or note in a finished file"), _DO_NOT_PUBLISH),
        ("PMG753", message("foreign part or object in a finished file"), _DO_NOT_PUBLISH),
        ("PMG754", message("link out of a finished file"), _DO_NOT_PUBLISH),
        ("PMG755", message("box or picture in a finished file that pmgen did not write"), _DO_NOT_PUBLISH),
        ("PMG756", message("setting or view of a finished file that differs"), _DO_NOT_PUBLISH),
        ("PMG757", message("page of a finished file that is set up otherwise"), _DO_NOT_PUBLISH),
        ("PMG758", message("part of a finished file that differs"), _DO_NOT_PUBLISH),
        ("PMG760", message("thing in a finished PDF or page that pmgen did not write"), _DO_NOT_PUBLISH),
        ("PMG761", message("text or part of a PDF or page that nobody can see"), _DO_NOT_PUBLISH),
        ("PMG762", message("text of a PDF or page that differs"), _DO_NOT_PUBLISH),
        ("PMG763", message("glyph that draws another character, or none"), _DO_NOT_PUBLISH),
        ("PMG764", message("text of a PDF or page that looks otherwise"), _DO_NOT_PUBLISH),
        ("PMG765", message("line, area or picture that differs"), _DO_NOT_PUBLISH),
        ("PMG766", message("pages of a PDF that differ"), _DO_NOT_PUBLISH),
        ("PMG767", message("bookmark, link or outline that differs"), _DO_NOT_PUBLISH),
    ),
    *codes_alike(
        Severity.WARNING,
        Holds.NOTHING,
        ProblemKind.PROOF,
        (
            "PMG734",
            message("file that is not as it was rendered, but shows the same"),
            message("Render it again with --force to have it as it was."),
        ),
        (
            "PMG751",
            message("trace of a person or a program in a finished file"),
            message("Publish the file that pmgen wrote; other programs leave such traces when they save."),
        ),
        (
            "PMG768",
            message("trace of another program in a PDF or page"),
            message("Publish the file that pmgen wrote; other programs leave such traces when they save."),
        ),
    ),
    *codes_alike(
        Severity.INFO,
        Holds.NOTHING,
        ProblemKind.PROOF,
        (
            "PMG736",
            message("change since the file was rendered"),
            message("Nothing, if the file is right; otherwise render it again."),
        ),
        (
            "PMG759",
            message("finished file that another program saved again"),
            message("Publish the file that pmgen wrote, so that everybody can check it byte by byte."),
        ),
        ("PMG769", message("finished file that is packed otherwise"), message("Nothing needs to be done.")),
    ),
    *codes_alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        ProblemKind.INTERNAL,
        (
            "PMG790",
            message("internal error of pmgen"),
            message("Nothing is wrong with your files; please send the log to those who look after pmgen."),
        ),
    ),
)


UNSAFE_CODES = (
    *codes_alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        ProblemKind.UNSAFE,
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
    *codes_alike(
        Severity.ERROR,
        Holds.RUN,
        ProblemKind.UNSAFE,
        ("PMG810", message("too many or too large files to compare"), message("Name a folder further down.")),
        (
            "PMG813",
            message("output folder that is a link"),
            message("If that is meant, name the folder with --output."),
        ),
    ),
)
