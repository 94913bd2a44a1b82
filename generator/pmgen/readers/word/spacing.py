"""The space between two paragraphs: the larger of what the upper wants below it and the lower above it.

ISO 29500-1 §17.3.1.33 says so, with an example: 240 twentieths after and 80 before are 12 points, the largest
spacing requested. With `w:doNotUseHTMLParagraphAutoSpacing` among the compatibility settings the two add up,
as they did before Word 2000; Word writes it only where somebody asks for it. What others make of 20 points
after and 10 points before: LibreOffice 20, with the setting 30, and 30 too where a file has no settings at
all, which is where public threads that speak of a sum have measured; rdocx 20, with the setting 30.

Where the space is left to the program (`beforeAutospacing`, `afterAutospacing`, §17.3.1.33), it is that of a
`p` in HTML, 14 points, and none between items of a list, at the edges of a cell or the head of a part; with
the setting it is 5 points before and 10 after (§17.15.3.21), wherever the paragraph stands. LibreOffice does
the same, but for 5 points after. A paragraph with `contextualSpacing` (§17.3.1.9) gives up its own part
between two of one style.

The whole space stands below the upper paragraph: HTML would take the larger of two once more, and what is
wanted above is not wanted at the head of a page.
"""

from __future__ import annotations

from dataclasses import replace

from pmgen.document import Paragraph
from pmgen.readers.word.formats import ParagraphFormat

Read = tuple[Paragraph, ParagraphFormat]
"""A paragraph with the format that it was read from."""


def between(upper: Read, lower: Read, add_up: bool) -> tuple[Paragraph, Paragraph]:
    """Return two paragraphs that follow each other with the space between them below the upper one."""
    (above, over), (below, under) = upper, lower
    alike = over.style == under.style
    in_list = not add_up and over.list is not None and under.list is not None
    after = 0 if (over.close and alike) or (in_list and over.after_auto) else above.space_after
    before = 0 if (under.close and alike) or (in_list and under.before_auto) else below.space_before
    space = after + before if add_up else max(after, before)
    return replace(above, space_after=space), replace(below, space_before=0)


def at_head(paragraph: Paragraph, form: ParagraphFormat, add_up: bool) -> Paragraph:
    """Return the first paragraph of a cell or part, which has no automatic space above."""
    return replace(paragraph, space_before=0) if form.before_auto and not add_up else paragraph


def at_foot(paragraph: Paragraph, form: ParagraphFormat, add_up: bool) -> Paragraph:
    """Return the last paragraph of a cell, which has no automatic space below."""
    return replace(paragraph, space_after=0) if form.after_auto and not add_up else paragraph
