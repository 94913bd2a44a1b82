"""The words for kinds of rules and problems, and how well a rule is known."""

from __future__ import annotations

from pmgen.check.rule import Evidence
from pmgen.check.rules import RULES
from pmgen.problems import Kind, Message, code_of, message

GROUPS = {
    "S": message("structure"),
    "A": message("arithmetic"),
    "V": message("values"),
    "T": message("time"),
    "G": message("goals"),
    "N": message("names"),
    "P": message("punctuation"),
    "D": message("documents"),
}
"""What the rules of a group are about, by the letter in their codes."""

KINDS = {
    Kind.READING: message("the file cannot be read as it is: encoding, indentation, marks of YAML"),
    Kind.DATA: message("a key or a value of the data is unknown, missing or not as it must be"),
    Kind.REGION: message("the region asked for: there is none of that name, or several"),
    Kind.PACK: message("the region pack: its region.yaml, or what lies beside it"),
    Kind.LAYOUT: message("the layout of a region: a tag or an element that cannot be followed"),
    Kind.FORMAT: message("something that a format cannot show, or shows otherwise"),
    Kind.GAP: message("the form needs what the data lack"),
    Kind.FORM: message("the form shows something otherwise than published forms do"),
    Kind.WRITING: message("writing the files, and what lies in the output folder"),
    Kind.PROOF: message("finished files that show something else than the data"),
    Kind.INTERNAL: message("a fault of pmgen itself"),
    Kind.UNSAFE: message("refused, because it could do harm"),
}
"""What problems of a kind are about."""

EVIDENCE = {
    Evidence.READ: message("verified"),
    Evidence.SEEN: message("verified on published documents"),
    Evidence.REASONED: message("reasoned, not prescribed anywhere that we know"),
    Evidence.REMEMBERED: message("not verified: nobody has looked it up"),
}
"""How well a rule is known."""


def _codes(words: str) -> frozenset[str]:
    return frozenset(words.split())


ABOUT_INDICATORS = _codes(
    """
    PMG-A05 PMG-A07 PMG-A08 PMG-A09 PMG-A10 PMG-N01 PMG-N02 PMG-N03 PMG-N05 PMG-S06 PMG-S07 PMG-S09 PMG-S12
    PMG-S15 PMG-S16 PMG-S17 PMG-T04 PMG-V01 PMG-V02 PMG-V03 PMG-V04 PMG-V05 PMG-V06 PMG-V07 PMG-V08 PMG-V09
    PMG-V10 PMG-V11 PMG-V12 PMG-V14 PMG-V15 PMG-V17 PMG-V18 PMG-V19 PMG-V20 PMG-V21 PMG-V22
    """
)
"""The rules of which every finding is about one indicator, which a waiver must name."""

ABOUT_EITHER = _codes(
    """
    PMG-A02 PMG-A03 PMG-A04 PMG-G01 PMG-N04 PMG-P01 PMG-P02 PMG-P03 PMG-P04 PMG-P06 PMG-P07 PMG-P08 PMG-P09
    PMG-T01 PMG-T02 PMG-T03 PMG-T06 PMG-T09 PMG-V16
    """
)
"""The rules of which a finding may be about one indicator, or not."""

_TITLES = {rule.code: rule.title for rule in RULES}


def is_rule(code: str) -> bool:
    """Tell whether a code is that of a rule, which pmgen explain can say more about."""
    return code in _TITLES


def title_of(code: str) -> Message:
    """Return the title of a rule, or of a code that is no rule's."""
    return _TITLES.get(code) or code_of(code).title
