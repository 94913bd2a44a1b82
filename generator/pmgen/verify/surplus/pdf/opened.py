"""A PDF opened for a closer look: its pages, what each draws, and the fonts in which it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from pmgen.readers.pdffile import Leaf, PdfFile
from pmgen.readers.pdfmarks import Stroke
from pmgen.readers.pdfsyntax import Stream
from pmgen.readers.pdftext import Content
from pmgen.verify.surplus.pdf.glyphs import Used, face_name, used_fonts
from pmgen.verify.surplus.pdf.places import Words
from pmgen.verify.surplus.pdf.programs import Program


@dataclass(frozen=True)
class Opened:
    """A file, its pages, and the operators of each page carried out."""

    file: PdfFile
    leaves: Sequence[Leaf]
    contents: Sequence[Content]

    @cached_property
    def fonts(self) -> Sequence[Sequence[Used]]:
        """Return the fonts that each page shows text in."""
        programs: dict[int, Program | None] = {}
        pairs = zip(self.leaves, self.contents, strict=True)
        return [used_fonts(self.file, leaf, content, programs) for leaf, content in pairs]

    @cached_property
    def faces(self) -> frozenset[str]:
        """Return the names of all fonts in use."""
        return frozenset(font.name for fonts in self.fonts for font in fonts)

    def font_names(self, page: int) -> dict[str, str]:
        """Return the names of the fonts of a page by those under which it uses them."""
        fonts = self.file.dictionary(self.file.dictionary(self.leaves[page - 1].get("Resources")).get("Font"))
        return {f"/{key}": face_name(self.file, self.file.dictionary(value)) for key, value in fonts.items()}

    def words(self, page: int) -> Words:
        """Return the words of a page by where they stand; pages count from 1."""
        return Words(self.contents[page - 1])

    def box(self, page: int) -> Stroke:
        """Return what of a page is to be seen."""
        numbers = self.file.numbers(self.leaves[page - 1].get("MediaBox"))
        cut = self.file.numbers(self.leaves[page - 1].get("CropBox"))
        if len(numbers) != 4:
            return Stroke(0, 0, 0, 0)
        if len(cut) != 4:
            return Stroke(*numbers)
        (x1, y1, x2, y2), (left, bottom, right, top) = numbers, cut
        return Stroke(max(x1, left), max(y1, bottom), min(x2, right), min(y2, top))

    def pictures(self, page: int) -> dict[str, str]:
        """Return the pictures of a page, each name with what tells the picture from all others."""
        resources = self.file.dictionary(self.leaves[page - 1].get("Resources"))
        return {
            f"/{name}": self._picture(self.file.get(value))
            for name, value in self.file.dictionary(resources.get("XObject")).items()
        }

    def _picture(self, value: object) -> str:
        if not isinstance(value, Stream):
            return ""
        size = [str(self.file.get(value.entries.get(key))) for key in ("Width", "Height", "BitsPerComponent")]
        mask = self.file.bytes(value.entries.get("SMask"))
        return sha256(self.file.content(value).data + mask + " ".join(size).encode()).hexdigest()
