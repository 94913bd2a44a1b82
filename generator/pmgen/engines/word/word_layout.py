"""A Word layout, compiled once and filled as often as there are documents."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pmgen import disk
from pmgen.catalog.region import PageNumbers, Region, required_paths
from pmgen.document import Document
from pmgen.engines import FilledLayout
from pmgen.engines.language import Script, compile_script, names_project
from pmgen.engines.language.form_filters import CODES
from pmgen.engines.language.name_hints import SingleBraces, loop_variables, warn_of_braced
from pmgen.engines.language.tree_rewriting import WHOLE_RUN
from pmgen.engines.word.block_scopes import Scopes, find_scopes
from pmgen.engines.word.bookmark_references import References, widen_bookmarks
from pmgen.engines.word.cell_writing import Merges, counted, write_part
from pmgen.engines.word.layout_cleaning import (
    follow_docxtpl,
    marks_to_keep,
    remove_leftovers,
    show_hidden_marks,
    write_braces,
    written_comments,
)
from pmgen.engines.word.layout_package import LayoutPackage, open_layout
from pmgen.engines.word.layout_pictures import Pictures, code, image, load_pictures, part_of
from pmgen.engines.word.layout_screening import clean_controls, hidden_styles, screen
from pmgen.engines.word.layout_xml import word_text
from pmgen.engines.word.misplaced_tags import UnpairedTags, report_unpaired, report_unreachable
from pmgen.engines.word.official_footers import with_official_numbers
from pmgen.engines.word.part_writing import PartProgram
from pmgen.engines.word.published_parts import (
    core_properties,
    own_parts,
    part_order,
    picture_relations,
    public_package,
    public_types,
)
from pmgen.engines.word.rendering_state import PartStream, RenderingState
from pmgen.engines.word.table_of_contents import (
    Headings,
    contents_xml,
    entry_styles,
    find_headings,
    outline_levels,
    read_outline,
    write_outline,
)
from pmgen.engines.word.table_writing import FIT, FittedTable, Widths, find_fitted, widths_of, write_measuring
from pmgen.engines.word.tag_placement import PlaceCounter, PlacedTag, TagLookalikes, joined, place_tags
from pmgen.opc.office_package import relations_part, with_relations
from pmgen.opc.office_xml import Element, parse
from pmgen.opc.package_writing import (
    CONTENT_TYPES,
    CORE,
    LEVEL,
    STORED,
    ZipEntry,
    compressed,
    content_types_xml,
    write_archive,
)
from pmgen.pictures import PackPicture
from pmgen.problems import LayoutPlace, Problem, Problems, Refusal, message
from pmgen.view.shapes import Record, Shape, root_shape


@dataclass(frozen=True, slots=True)
class _Part:
    """One template part: its script, and the outline script if it holds a table of contents.

    `is_main` tells that it is the document itself, and no head or note.
    """

    name: str
    script: Script
    merges: Merges
    headings: Headings
    outline: Script | None
    is_main: bool
    fitted: tuple[FittedTable, ...]
    measuring: Script | None


@dataclass(frozen=True, slots=True)
class WordLayout:
    """A compiled layout.docx. `per_project` tells that it prints one project and not an annex.

    `labels` number the cells of a document that no tag changes which say what the layout itself says.
    """

    file: str
    parts: tuple[_Part, ...]
    fixed: Mapping[str, ZipEntry]
    relations: Mapping[str, bytes]
    types: Mapping[str, str]
    order: tuple[str, ...]
    patterns: Mapping[str, str]
    pictures: Mapping[str, PackPicture | None]
    per_project: bool
    warnings: tuple[Problem, ...] = ()
    labels: frozenset[int] = frozenset()

    def fill(self, root: Record, title: str, author: str, draft: bool = False) -> FilledLayout:
        """Return the document for `root`; `title` and `author` are its properties."""
        problems = Problems()
        problems.extend(self.warnings)
        made = dict(self.fixed)
        used: dict[str, PackPicture] = {}
        labels = self.labels
        for part in self.parts:
            found = self._fill_part(part, root, made, used, problems, draft)
            labels = frozenset(found) if part.is_main else labels
        properties = core_properties(title, author, problems)
        if problems.has_errors:
            # the contents are made from the headings, so that what is wrong there is found twice
            return FilledLayout(None, tuple(dict.fromkeys(problems)))
        made[CORE] = compressed(CORE, properties)
        if used:
            drawn = {part_of(picture): picture.media_type for picture in used.values()}
            made[CONTENT_TYPES] = compressed(CONTENT_TYPES, content_types_xml({**self.types, **drawn}))
        for picture in used.values():
            made[part_of(picture)] = compressed(part_of(picture), picture.data)
        names = [*self.order, *(part_of(picture) for picture in used.values())]
        package = write_archive(made[name] for name in dict.fromkeys(names) if name in made)
        return FilledLayout(Document(title, author, source=package, labels=labels), tuple(problems))

    def _fill_part(
        self,
        part: _Part,
        root: Record,
        made: dict[str, ZipEntry],
        used: dict[str, PackPicture],
        problems: Problems,
        draft: bool,
    ) -> list[int]:
        """Make a part, and return the numbers of those of its cells that are labels."""
        headings: list[str] = []
        contents = ""
        if part.outline is not None:
            runner = RenderingState(PartStream(STORED), self.patterns, {}, [], "", problems)
            outline: list[str] = []
            part.outline.run(root, word_text, runner.helpers(), problems, outline.append)
            entries = read_outline("".join(outline))
            headings = [entry.bookmark for entry in entries]
            contents = contents_xml(entries, part.headings)
        widths = None if draft else _measured(part, root)
        stream = PartStream(STORED if draft else LEVEL)
        pictures = Pictures(self.pictures)
        blanks = part.script.blanks()
        runner = RenderingState(
            stream, self.patterns, part.merges, headings, contents, problems, blanks, widths
        )
        helpers = {**runner.helpers(), "picture": pictures.show, "code": pictures.draw}
        part.script.run(root, word_text, helpers, problems, stream.write, blanks)
        blanks.report(problems)
        made[part.name] = ZipEntry(part.name, stream.finish(), stream.crc, stream.size)
        used.update(pictures.used)
        if pictures.used:
            name, links = relations_part(part.name), picture_relations(pictures.used.values())
            made[name] = compressed(name, with_relations(self.relations.get(name), links))
        return stream.labels


def _measured(part: _Part, root: Record) -> Widths:
    """Return the widths of columns that share their room; what goes wrong is told when they are filled."""
    if part.measuring is None:
        return ()
    words: list[str] = []
    part.measuring.run(root, str, {}, Problems(), words.append)
    return widths_of("".join(words), part.fitted)


def compile_layout(region: Region) -> WordLayout:
    """Return the region's layout.docx, ready to be filled. Raises Refusal with every problem found."""
    return compile_word(disk.read_bytes(region.layout), str(region.layout), region)


def compile_word(
    data: bytes, file: str, region: Region, shape: Shape | None = None, told: Collection[Problem] = ()
) -> WordLayout:
    """Return the layout in `data`; `file` is its name in problems, `shape` the names that it may use.

    Problems that were `told` of before stop nothing, so that those behind them are found.
    """
    left = Problems()
    opened = open_layout(data, file)
    package = public_package(opened, left)
    if not set(left) <= set(told):
        left.refuse_errors()
    if region.page_numbers is PageNumbers.OFFICIAL:
        package = with_official_numbers(package)
    compiler = _Compiler(package, written_comments(opened), region, shape, told)
    try:
        parts = compiler.compile()
    except Refusal as refusal:
        # a text box stands twice in the file, once for older programs, and so does each of its problems
        raise Refusal(dict.fromkeys(refusal.problems)) from None
    types = public_types(package)
    unchanged: dict[str, str | bytes] = {**package.parts, **compiler.fixed, **own_parts(package, types)}
    templates = {part.name for part in parts}
    return WordLayout(
        file,
        tuple(parts),
        {name: compressed(name, data) for name, data in unchanged.items() if name not in templates},
        {name: content for name, content in package.parts.items() if name.endswith(".rels")},
        types,
        part_order(package),
        region.bookmarks,
        compiler.pictures,
        compiler.per_project,
        (*left, *compiler.warnings),
        compiler.labels,
    )


@dataclass(slots=True)
class _Draft:
    """A part on its way to a script."""

    name: str
    root: Element
    tags: list[PlacedTag]
    scopes: Scopes
    headings: Headings
    program: PartProgram
    outline: PartProgram | None
    fitted: tuple[FittedTable, ...]
    measuring: PartProgram | None
    merges: Merges = field(default_factory=dict)


class _Compiler:
    def __init__(
        self,
        package: LayoutPackage,
        comments: Collection[str],
        region: Region,
        shape: Shape | None,
        told: Collection[Problem],
    ) -> None:
        self._told = frozenset(told)
        self._package = package
        self._comments = comments
        self._file = package.file
        self._region = region
        self._shape = shape
        self._problems = Problems()
        self._styles = self._part_tree(package.related("styles"))
        self.pictures = load_pictures(region.folder)
        self._braced: list[tuple[SingleBraces, LayoutPlace]] = []
        self.fixed: dict[str, bytes] = {}
        self.labels = frozenset[int]()
        self.per_project = False

    def _part_tree(self, name: str | None) -> Element | None:
        data = self._package.parts.get(name or "")
        return None if data is None else parse(data)

    def compile(self) -> list[_Part]:
        """Return the template parts that tags change, compiled, or raise Refusal; the rest are `fixed`."""
        loose: list[UnpairedTags] = []
        trees = [(name, self._tree(name)) for name in self._package.template_parts()]
        sound = [(name, root) for name, root in trees if root is not None]
        roots = [root for _, root in sound]
        meant = marks_to_keep(self._package, roots, self._region.bookmarks, self._comments)
        for name, root in sound:
            remove_leftovers(root, meant)
            show_hidden_marks(root, LayoutPlace(self._file, name), self._problems)
        read = [self._read(name, root, loose) for name, root in sound]
        report_unpaired(loose, self._problems)
        self._read_numbers()
        self._refuse_errors()
        self.per_project = any(names_project(joined(tags)) for _, _, tags, _ in read)
        drafts = [self._draft(*parts) for parts in read]
        self._refuse_errors()
        shape = self._shape or root_shape(self._region, self.per_project)
        self._take_fixed(draft for draft in drafts if draft.program.is_fixed)
        parts = [self._finish(draft, shape) for draft in drafts if not draft.program.is_fixed]
        self._refuse_errors()
        self._warn_of_braces(shape, [tag for draft in drafts for tag in draft.tags])
        return [part for part in parts if part is not None]

    def _refuse_errors(self) -> None:
        if any(problem.is_error and problem not in self._told for problem in self._problems):
            raise Refusal(self._problems)

    def _read_numbers(self) -> None:
        """Report tags in the numbers of lists, which stand in a part of their own."""
        name = self._package.related("numbering")
        numbers = self._part_tree(name)
        if name is not None and numbers is not None:
            report_unreachable(numbers, PlaceCounter(numbers, self._file, name), self._problems)

    def _take_fixed(self, drafts: Iterable[_Draft]) -> None:
        for draft in drafts:
            text, labels, _ = counted(draft.program.fixed)
            self.fixed[draft.name] = text.encode()
            if draft.name == self._package.main:
                self.labels = frozenset(labels)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Return what was found in the layout and keeps nothing from being printed."""
        return tuple(dict.fromkeys(self._problems))

    def _warn_of_braces(self, shape: Shape, tags: Collection[PlacedTag]) -> None:
        known = {*shape.names, *loop_variables("".join(tag.tag.source for tag in tags))}
        for braced, place in self._braced:
            warn_of_braced(braced, known, place, self._problems)

    def _tree(self, name: str) -> Element | None:
        try:
            return parse(self._package.parts[name])
        except etree.XMLSyntaxError as error:
            text = message("the part cannot be read: {reason}", reason=error)
            self._problems.add("PMG422", text, LayoutPlace(self._file, name))
            return None

    def _read(
        self, name: str, root: Element, loose: list[UnpairedTags]
    ) -> tuple[str, Element, list[PlacedTag], Scopes]:
        names = self._shape or root_shape(self._region, True)
        screen(root, self._file, name, hidden_styles(self._styles), names, self._problems)
        clean_controls(root)
        follow_docxtpl(root)
        odd = TagLookalikes()
        places = PlaceCounter(root, self._file, name)
        tags = place_tags(root, places, odd, self._problems)
        report_unreachable(root, places, self._problems)
        self._braced += odd.braced
        scopes, left = find_scopes(root, tags, odd.unread, self._problems)
        loose.extend(left)
        write_braces(root)
        return name, root, tags, scopes

    def _draft(self, name: str, root: Element, tags: list[PlacedTag], scopes: Scopes) -> _Draft:
        keys = self._region.bookmarks
        single = "project" if self.per_project else None
        headings = find_headings(
            root, outline_levels(self._styles), entry_styles(self._styles), keys, self._file, self._problems
        )
        program = PartProgram(self._file, name)
        widen_bookmarks(root, scopes)
        references = References(root, scopes, keys)
        fit = find_fitted(root, tags, self._styles, self._problems)
        merges = write_part(
            root, program, scopes, tags, keys, headings, single, references, fit, self._problems
        )
        outline = None
        if headings.instruction:
            outline = PartProgram(self._file, name)
            write_outline(root, outline, scopes, tags, headings, single)
        measuring = None
        if fit:
            measuring = PartProgram(self._file, name)
            write_measuring(root, measuring, scopes, tags, fit)
        return _Draft(
            name, root, tags, scopes, headings, program, outline, tuple(fit.values()), measuring, merges
        )

    def _finish(self, draft: _Draft, shape: Shape) -> _Part | None:
        required = required_paths(self._region)
        try:
            script = _script(draft.program, shape, required)
            outline = _script(draft.outline, shape, required) if draft.outline is not None else None
            measuring = _script(draft.measuring, shape, required) if draft.measuring is not None else None
        except Refusal as refusal:
            self._problems.extend(refusal.problems)
            return None
        is_main = draft.name == self._package.main
        return _Part(
            draft.name, script, draft.merges, draft.headings, outline, is_main, draft.fitted, measuring
        )


def _as_it_is(value: object) -> object:
    return value


# WHOLE_RUN and FIT only mark a value, for merging and for the columns to find.
_FILTERS: dict[str, Callable[..., object]] = {"image": image, WHOLE_RUN: str, FIT: _as_it_is}
_FILTERS.update({word: code(kind) for kind, words in CODES.items() for word in words})


def _script(program: PartProgram, shape: Shape, required: Collection[str]) -> Script:
    return compile_script(
        program.source(),
        root=shape,
        place=program.place,
        raw=program.raw,
        filters=_FILTERS,
        is_own=program.is_own,
        required=required,
    )
