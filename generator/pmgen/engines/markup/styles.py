"""The cascade: which declarations hold for an element, and the look that comes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pmgen.document import Align, Font
from pmgen.engines.markup.css import LENGTHS, Declaration, Reader, Rule, Sheet
from pmgen.engines.markup.tree import Element
from pmgen.engines.markup.values import LARGEST_TYPE, MOST, SMALLEST_TYPE, Length, Value, is_type_size
from pmgen.problems import Problems, SourcePlace, message

_DEFAULTS = """
h1, h2, h3, h4, h5, h6, th, caption, strong, b { font-weight: bold }
h1 { font-size: 18pt }
h2 { font-size: 16pt }
h3 { font-size: 14pt }
h4, h5, h6 { font-size: 12pt }
th, caption { text-align: center }
td, th { padding: 0 5.4pt }
"""
"""How elements look in a layout that says nothing; distances between paragraphs are its own to set."""

_CHINESE_FACES = frozenset(
    [
        "simsun",
        "nsimsun",
        "simhei",
        "fangsong",
        "fangsong_gb2312",
        "kaiti",
        "kaiti_gb2312",
        "dengxian",
        "microsoft-yahei",
        "stsong",
        "stfangsong",
        "stkaiti",
        "stheiti",
        "stzhongsong",
        "fzxiaobiaosong-b05s",
        "pingfang-sc",
    ]
)
_GENERIC = {"serif": "宋体", "sans-serif": "黑体", "monospace": "仿宋"}


@dataclass(frozen=True, slots=True)
class Context:
    """An element among its ancestors: the look that it hands down and what is declared for it alone."""

    parent: Context | None
    tag: str
    classes: frozenset[str]
    id: str
    font: Font
    align: Align
    declared: Mapping[str, Declaration]

    def value(self, name: str) -> Value:
        """Return what is declared for this very element, None if nothing is."""
        found = self.declared.get(name)
        return None if found is None else found.value

    def points(self, name: str, whole: float) -> float | None:
        """Return a declared length in points; `whole` is what 100% is."""
        value = self.value(name)
        return min(value.points(self.font.size, whole), MOST["pt"]) if isinstance(value, Length) else None

    def truth(self, name: str) -> bool | None:
        """Return a declared yes or no."""
        value = self.value(name)
        return value if isinstance(value, bool) else None


ROOT = Context(None, "", frozenset(), "", Font(), Align.LEFT, {})


@dataclass(slots=True)
class Cascade:
    """Gives elements their look; elements alike under the same ancestors share one."""

    sheet: Sheet
    file: str
    problems: Problems
    _known: dict[tuple[int, str, str, str, str], Context] = field(default_factory=dict)
    _ordered: list[Rule] = field(default_factory=list)

    def __post_init__(self) -> None:
        default = Sheet()
        Reader("", 1, Problems()).sheet(_DEFAULTS, default)
        self._ordered = [*default.rules, *sorted(self.sheet.rules, key=lambda rule: rule.weight)]

    def context(self, parent: Context, element: Element) -> Context:
        """Return the context of an element inside `parent`."""
        given = element.attributes
        names = given.get("class", ""), given.get("id", ""), given.get("style", "")
        key = (id(parent), element.tag, *names)
        if key not in self._known:
            self._known[key] = self._new(parent, element, *names)
        return self._known[key]

    def _new(self, parent: Context, element: Element, classes: str, id_: str, style: str) -> Context:
        bare = replace(ROOT, parent=parent, tag=element.tag, classes=frozenset(classes.split()), id=id_)
        declared = {
            d.property: d for rule in self._ordered if _matches(rule, bare) for d in rule.declarations
        }
        if style:
            own = Reader(self.file, element.line, self.problems).attribute(style)
            declared |= {declaration.property: declaration for declaration in own}
        self._check_type(parent.font, declared.get("font-size"))
        align = declared.get("text-align")
        return replace(
            bare,
            declared=declared,
            font=font_of(parent.font, element.tag, declared),
            align=align.value if align and isinstance(align.value, Align) else parent.align,
        )

    def _check_type(self, inherited: Font, declaration: Declaration | None) -> None:
        """Warn of type that em or % make too small or too large, element in element."""
        if declaration is None or not isinstance(declaration.value, Length):
            return
        size = declaration.value.points(inherited.size, inherited.size)
        if not is_type_size(size):
            text = message("{property} cannot be {value}", property="font-size", value=f"{size:g}pt")
            place = SourcePlace(self.file, declaration.line)
            self.problems.add("PMG504", text, place, hint=LENGTHS)


def _matches(rule: Rule, context: Context) -> bool:
    """Match the last compound here and the others, last first, against ancestors."""
    *outer, last = rule.compounds or (None,)
    if last is None or not last.matches(context.tag, context.classes, context.id):
        return False
    ancestor = context.parent
    while outer and ancestor is not None:
        if outer[-1].matches(ancestor.tag, ancestor.classes, ancestor.id):
            outer.pop()
        ancestor = ancestor.parent
    return not outer


def font_of(inherited: Font, tag: str, declared: Mapping[str, Declaration]) -> Font:
    """Return the font of an element that stands in `inherited`."""
    font = replace(inherited, italic=inherited.italic or tag in ("em", "i"))
    for name, declaration in declared.items():
        value = declaration.value
        if name == "font-size" and isinstance(value, Length):
            size = round(value.points(inherited.size, inherited.size), 4)
            font = replace(font, size=min(max(size, SMALLEST_TYPE), LARGEST_TYPE))
        elif name == "font-weight" and isinstance(value, bool):
            font = replace(font, bold=value)
        elif name == "font-family" and isinstance(value, tuple):
            font = _faces(font, value)
    return font


def _faces(font: Font, names: Iterable[str]) -> Font:
    """Return the font with the first face for Latin text and the first Chinese one for Chinese text."""
    faces = [_GENERIC.get(name.lower(), name) for name in names]
    chinese = next((face for face in faces if _is_chinese(face)), font.east_asian)
    return replace(font, latin=faces[0], east_asian=chinese)


def _is_chinese(face: str) -> bool:
    plain = face.lower().replace(" ", "-")
    return not face.isascii() or plain in _CHINESE_FACES or "cjk" in plain
