"""What a layout must not bring into a public document: tracked changes, comments, hidden text, its author."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmgen.engines.word.fields import screen_fields, screen_merged, text_near
from pmgen.engines.word.package import is_harmless_address, leads_outside
from pmgen.ooxml.xml import Element, W, is_on, value
from pmgen.problems import LayoutPlace, Problems, message
from pmgen.view.record import Shape

_CHANGES = (
    *(W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")),
    *(
        W + name + "Change"
        for name in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx")
    ),
    W + "numberingChange",
)
_COMMENTS = (W + "commentRangeStart", W + "commentReference")
_FOREIGN = (W + "altChunk", W + "subDoc")
_OWNERS = tuple(W + name for name in ("r", "pPr", "sdtPr", "sdtEndPr"))
"""What the look of text may be a part of; only runs hold any."""

_OBJECTS = (W + "object", W + "control", W + "movie")


def screen(
    root: Element, file: str, part: str, hidden_styles: Iterable[str], shape: Shape, problems: Problems
) -> None:
    """Report what must not be published from one part; `shape` are the names that the layout may use."""
    _report(root, _CHANGES, file, part, problems, "PMG806", "tracked changes")
    _report(root, _COMMENTS, file, part, problems, "PMG807", "comments")
    _report(root, _FOREIGN, file, part, problems, "PMG804", "embedded foreign documents")
    _report(root, _OBJECTS, file, part, problems, "PMG804", "embedded objects")
    screen_fields(root, file, part, shape, problems)
    screen_merged(root, file, part, shape, problems)
    _report_addresses(root, file, part, problems)
    hidden = [node for node in root.iter(W + "vanish", W + "specVanish") if is_on(node) and _hides_text(node)]
    used = [n for n in root.iter(W + "rStyle", W + "pStyle") if value(n) in set(hidden_styles)]
    for node in (hidden + used)[:1]:
        place = LayoutPlace(file, part, text=text_near(node))
        hint = message(
            "show hidden text in Word (Ctrl+A, then Ctrl+D, clear 隐藏) and delete what is not wanted"
        )
        problems.add("PMG808", message("the layout holds hidden text"), place, hint=hint)


def _hides_text(vanish: Element) -> bool:
    """Tell whether a switch hides more than the mark of a paragraph, or what a control would hold."""
    owner = next(vanish.iterancestors(*_OWNERS), None)
    return owner is None or owner.tag == W + "r"


def _report_addresses(root: Element, file: str, part: str, problems: Problems) -> None:
    """Report addresses that stand in the text itself, as older drawings write them."""
    for node in root.iter("*"):
        for name in ("href", "src"):
            target = node.get(name, "#")
            if not target.startswith("#") and not is_harmless_address(target):
                place = LayoutPlace(file, part, text=text_near(node))
                problems.add("PMG805", leads_outside(target), place)


def _report(
    root: Element, names: tuple[str, ...], file: str, part: str, problems: Problems, code: str, what: str
) -> None:
    found = next(root.iter(*names), None)
    if found is not None:
        place = LayoutPlace(file, part, text=text_near(found))
        hint = message("in Word choose 审阅, accept all changes and delete all comments, then save")
        problems.add(code, message("the layout holds {what}", what=what), place, hint=hint)


def hidden_styles(styles: Element | None) -> frozenset[str]:
    """Return the ids of the styles that hide their text."""
    if styles is None:
        return frozenset()
    known = {style.get(W + "styleId", ""): style for style in styles.iter(W + "style")}
    return frozenset(name for name in known if _hides(name, known))


def _hides(name: str, known: Mapping[str, Element]) -> bool:
    """Tell whether a style, or the one that it is based on, hides its text."""
    seen: set[str] = set()
    while name in known and name not in seen:
        seen.add(name)
        own = known[name].find(f"{W}rPr/{W}vanish")
        if own is not None:
            return is_on(own)
        name = value(known[name].find(W + "basedOn"))
    return False


def clean_controls(root: Element) -> None:
    """Free content controls of ids and of bindings to data elsewhere, so that they may be repeated."""
    for properties in root.iter(W + "sdtPr"):
        for name in ("id", "dataBinding", "showingPlcHdr", "placeholder"):
            for node in properties.findall(W + name):
                properties.remove(node)
