"""The words for kinds of rules and problems: groups, hundreds, and how well a rule is known."""

from __future__ import annotations

from pmgen.check.rule import Evidence
from pmgen.check.rules import RULES
from pmgen.problems import Message, message

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

NUMBERED = {
    "PMG1": message("the file cannot be read as it is: encoding, indentation, marks of YAML"),
    "PMG2": message("a key or a value of the data is unknown, missing or not as it must be"),
    "PMG3": message("the region pack: region.yaml, or a region that there is not"),
    "PMG4": message("the Word layout of a region: a tag that cannot be followed"),
    "PMG5": message("an HTML layout, or something that a format cannot show"),
    "PMG6": message("the form needs what the data lack, or shows it otherwise than published forms do"),
    "PMG7": message("writing the files, and finished files that show something else than the data"),
    "PMG8": message("refused, because it could do harm"),
}
"""What kind of problem a code is that is no rule's, by its hundred."""

EVIDENCE = {
    Evidence.READ: message("verified"),
    Evidence.SEEN: message("verified on published documents"),
    Evidence.REASONED: message("reasoned, not prescribed anywhere that we know"),
    Evidence.REMEMBERED: message("not verified: nobody has looked it up"),
}
"""How well a rule is known."""

_TITLES = {rule.code: rule.title for rule in RULES}


def is_rule(code: str) -> bool:
    """Tell whether a code is that of a rule, which pmgen explain can say more about."""
    return code in _TITLES


def title_of(code: str) -> Message:
    """Return the title of a rule, or what kind of problem a code is that is no rule's."""
    return _TITLES.get(code) or NUMBERED.get(code[:4], Message(code))
