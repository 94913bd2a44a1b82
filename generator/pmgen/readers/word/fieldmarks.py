"""Fields as they are met in runs: their beginnings, instructions, results and ends."""

from __future__ import annotations

from pmgen.document import Font, PageNumber, PageReference
from pmgen.readers.word import losses
from pmgen.readers.word.fields import Field, Kind, Meaning, understand
from pmgen.readers.word.line import Line
from pmgen.readers.word.story import Story


def mark_field(kind: str, font: Font, story: Story, line: Line) -> None:
    """Begin a field, begin its result, or end it and put what it becomes into the line."""
    fields = story.fields
    if kind == "begin":
        fields.append(Field())
    elif kind == "separate" and fields:
        outer_is_seen = all(field.shows for field in fields[:-1])
        fields[-1].meaning = _understood(fields[-1].code, outer_is_seen, story)
        if story.is_seen:
            line.open_link(fields[-1].link)
    elif kind == "end" and fields:
        ended = fields.pop()
        meaning = ended.meaning or _understood(ended.code, story.is_seen, story)
        if story.is_seen:
            _end(ended, meaning, font, line)


def add_instruction(code: str, font: Font, story: Story) -> None:
    """Keep a piece of the innermost field's instruction, and the font of the first one."""
    if story.fields and story.fields[-1].meaning is None:
        story.fields[-1].code += code
        story.fields[-1].font = story.fields[-1].font or font


def note_result(font: Font, story: Story) -> None:
    """Keep the font of a result that is not shown, for what takes its place."""
    field = story.fields[-1]
    if field.meaning is not None and not field.has_result:
        field.has_result = True
        field.font = font


def _understood(code: str, is_seen: bool, story: Story) -> Meaning:
    meaning = understand(code)
    if is_seen:
        losses.field(meaning, story.setting.findings)
    return meaning


def _end(ended: Field, meaning: Meaning, font: Font, line: Line) -> None:
    font = ended.font or font
    dash = meaning.form.lower() == "arabicdash"
    match meaning.kind:
        case Kind.LINK if line.link == meaning.target:
            line.close_link()
        case Kind.PAGE:
            line.say("- " if dash else "", font)
            line.add(PageNumber(font))
            line.say(" -" if dash else "", font)
        case Kind.PAGE_OF:
            line.add(PageReference(meaning.target, font))
