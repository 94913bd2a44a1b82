"""The codes of files that cannot be read as they are."""

from pmgen.problems.code import Holds, Kind, Severity, alike
from pmgen.problems.words import message

CODES = (
    *alike(
        Severity.ERROR,
        Holds.DOCUMENT,
        Kind.READING,
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
            message("Begin it in the column of its neighbours; pmgen check --fix repairs what is certain."),
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
            message("dash of a list without its blank"),
            message("Write a blank between the dash and the text."),
        ),
        (
            "PMG116",
            message("bracket at the beginning of a value that nothing closes"),
            message("Put single quotes around a text, or write a list with one dash per line."),
        ),
        (
            "PMG117",
            message("full-width blank in the indentation or in a name"),
            message("Indent with ordinary blanks, two per level, and put none before a colon."),
        ),
        (
            "PMG118",
            message("value over several lines"),
            message(
                "Write it in one line, or begin it with |; indent a field of its own like its neighbours."
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
            message("Delete the line ---, or move what follows into a file of its own."),
        ),
        (
            "PMG127",
            message("file with too many values"),
            message("Check that this is the right file, or divide it."),
        ),
        ("PMG128", message("empty file"), message("Write its fields, or delete the file.")),
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
    ),
    *alike(
        Severity.ERROR,
        Holds.RUN,
        Kind.READING,
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
    *alike(
        Severity.WARNING,
        Holds.NOTHING,
        Kind.READING,
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
