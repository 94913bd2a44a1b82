"""A percentage beside the two counts that make it: 320户中完成256户，完成率85%."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

from pmgen.check.relations.shares.shares import WrongShare
from pmgen.check.statements.comparing import is_of_other_time
from pmgen.check.statements.project_statements import ProjectStatements, Said
from pmgen.check.statements.reckonings import divisors_of
from pmgen.check.statements.same_subject import noun_before
from pmgen.check.statements.sentence_bounds import sentence_start
from pmgen.check.statements.slips import is_slip_of_digits, is_slip_of_hand
from pmgen.check.statements.statement import Direction, Statement
from pmgen.check.statements.wrong_result import last_place_of_share
from pmgen.check.wording.chinese_characters import HAN
from pmgen.check.wording.name_words import pairs_of, topic_pairs
from pmgen.late_pattern import late
from pmgen.model.units import Dimension, same_unit

_RATE = late(f"(?P<kind>{HAN}{{0,8}})(?P<verb>{HAN}{{2}})(?:率|比例|占比)\\Z")
_SAID = late("其中|[全本当]年|年度|确保|实现|力争|预计|达(?!标)|整体|总体|综合")
_OF_NAMED = late(f"占(?P<whole>{HAN}{{2,10}}?)的?(?:比例|比重)?(?:约|为|达到?)?\\Z")
_MEASURE = late("(?:总?数量?|总量)\\Z")
_BEFORE = late("[上去前往]年|同期|截至")
_MORE = "较比增减降升提"
_SHARE_OF = late("[占]?比[例重]|占比")


def shares_by_verb(text: Sequence[Said]) -> Iterator[WrongShare]:
    """Give the rates in whose sentence stand all and those with whom the verb of the rate was done."""
    if not any(said.statement.dimension is Dimension.RATIO for said in text):
        return
    for _, group in groupby(text, key=lambda said: said.statement.sentence):
        sentence = list(group)
        if any(_BEFORE.search(said.statement.before) for said in sentence):
            continue
        for share in sentence:
            found = _by_verb(share, sentence) if share.statement.unit == "%" else None
            if found and is_other_share(found):
                yield found


def _by_verb(share: Said, sentence: Sequence[Said]) -> WrongShare | None:
    rate = _RATE.search(_SAID.sub("", noun_before(share.statement.before)))
    if rate is None or not _is_clear(share.statement):
        return None
    verb = rate["kind"][-_VERB:] if rate["verb"] == "覆盖" and len(rate["kind"]) >= _VERB else rate["verb"]
    parts = [said for said in sentence if _is_done(said.statement, rate["verb"])]
    is_plain = bool(parts)
    parts = parts or [said for said in sentence if _is_done_to(said.statement, verb, sentence)]
    if len(parts) != 1:
        return None
    part = parts[0].statement
    alike = [said for said in sentence if said is not parts[0] and _are_of_one_unit(said.statement, part)]
    whole = _nearest_whole(alike, part)
    if whole is None:
        return None
    words = "".join(f"{said.statement.before}{said.statement.behind} " for said in (whole, parts[0]))
    is_explained = _EXPLAINS.fullmatch(share.field.text, share.statement.end, whole.statement.start)
    if not is_explained and rate["kind"] and not pairs_of(rate["kind"]) <= pairs_of(words):
        return None
    made = part.low / whole.statement.low
    if not is_plain and abs(made - share.statement.low) > share.statement.low * _NOT_FAR:
        return None
    return WrongShare(parts[0], whole, share, made)


def _are_of_one_unit(whole: Statement, part: Statement) -> bool:
    """Tell whether two numbers count in one unit, or the later one in 个: 150个小区中有120个."""
    is_of_any = part.unit == "个" and whole.dimension in (Dimension.BODIES, Dimension.THINGS)
    return same_unit(whole.unit) == same_unit(part.unit) or (
        is_of_any and whole.behind.startswith(("中", "里"))
    )


_VERB = 2
_NOT_FAR = Fraction(1, 4)
_EXPLAINS = late("(?:以上)?(?:[（(]|，即)")
_BEGINS_PART = late("(?:其中|即|也就是|共|累计|全年|确保|至少|最终|预计|实现|完成|有)*")
_DONE_BEHIND = late("(?:实现|完成|按[时期])?")


def _is_done_to(one: Statement, verb: str, sentence: Sequence[Said]) -> bool:
    """Tell whether a number has the verb of a rate before what is counted, or right behind: 合格案卷180份."""
    if one.dimension in (Dimension.RATIO, Dimension.TIME, Dimension.GRADE) or not _is_clear(one):
        return False
    if _DONE_BEHIND.sub("", one.behind, count=1) == verb:
        return True
    noun = noun_before(one.before)
    begins = _BEGINS_PART.match(noun)
    noun = noun[begins.end() :] if begins else noun
    thing = noun[len(verb) :]
    if not noun.startswith(verb):
        return False
    others = [f"{said.statement.before}{said.statement.behind}" for said in sentence]
    return not thing or any(thing[-_VERB:] in words for words in others if not words.startswith(one.before))


_TRIED = late("参[训考检加赛评]|实际|应[考检测]|受训|抽[检查]|送检|复检|申报|培训")


def _nearest_whole(alike: Sequence[Said], part: Statement) -> Said | None:
    """Return of what a number is a part: of the only other one, or of those who came of those expected."""
    if len(alike) == 1 and _is_whole(alike[0].statement, part):
        return alike[0]
    before = [said for said in alike if said.statement.end <= part.start]
    if not before or len(before) < len(alike) or part.direction is not Direction.AT_LEAST:
        return None
    lows = [said.statement.low for said in before]
    last = before[-1].statement
    is_next = last.clause + 1 == part.clause and _TRIED.search(last.before) is not None
    is_falling = lows == sorted(lows, reverse=True) and last.low >= part.low > 0
    is_clear = all(_is_clear(said.statement) for said in before)
    return before[-1] if is_next and is_falling and is_clear else None


_OF_THEM = late(f"{HAN}{{0,4}}(?:之?中|里)(?:的|有)?{HAN}{{0,10}}|[，,]其中{HAN}{{0,10}}")
_SHARE_OF_THEM = late("[，,]?占(?:比|总数|比例)?(?:约|为|达)?")


def shares_of_them(text: Sequence[Said]) -> Iterator[WrongShare]:
    """Give the shares right behind a part and its whole: 300人中脱贫户60人，占25%."""
    written = text[0].field.text
    if "占" not in written:
        return
    for whole, part, share in zip(text, text[1:], text[2:], strict=False):
        one, other, ratio = whole.statement, part.statement, share.statement
        if ratio.unit != "%" or not _is_whole(one, other) or same_unit(one.unit) != same_unit(other.unit):
            continue
        is_of_them = _OF_THEM.fullmatch(written, one.end, other.start)
        if not is_of_them or not _SHARE_OF_THEM.fullmatch(written, other.end, ratio.start):
            continue
        found = WrongShare(part, whole, share, other.low / one.low)
        if _is_clear(other) and ratio.is_one and is_other_share(found):
            yield found


_SHARE_IN_BRACKETS = late("[（(]占(?:比|总数|总量|全部|其)?(?:的|为|达)?")
_BY_THEN = late("[^，。；]*(?:[日月底末]|节|[上下]半年|季度)(?:之|以)?[前内]")
_LONGEST_VERB = 3


def shares_in_brackets(statements: ProjectStatements) -> Iterator[WrongShare]:
    """Give the shares in brackets of what an item counts before: 90座……装好63座（占80%）.

    No other number of the project makes them.
    """
    for text in statements.prose:
        for part, share in pairwise(text) if "占" in text[0].field.text else ():
            one, ratio = part.statement, share.statement
            if ratio.unit != "%" or not ratio.is_one or ratio.direction is not Direction.EXACT:
                continue
            if not _SHARE_IN_BRACKETS.fullmatch(part.field.text, one.end, ratio.start) or not _is_clear(one):
                continue
            whole = _all_before(part, text)
            found = WrongShare(part, whole, share, one.low / whole.statement.low) if whole else None
            if found and is_other_share(found) and not _is_share_of_any(found, statements):
                yield found


def _all_before(part: Said, text: Sequence[Said]) -> Said | None:
    """Return the greatest number before a part in its item that counts the same, and not other things."""
    one = part.statement
    begin = sentence_start(part.field.text, one.start, "。\n")
    wholes = [
        said
        for said in text
        if begin <= said.statement.start
        and same_unit(said.statement.unit) == same_unit(one.unit)
        and _is_whole(said.statement, one)
        and said.statement.low > one.low
        and not is_of_other_time(said.statement)
    ]
    if not wholes:
        return None
    whole = max(wholes, key=lambda said: said.statement.low)
    verb = _BY_THEN.sub("", one.before)
    is_bare = len(verb) <= _LONGEST_VERB
    return whole if is_bare or not pairs_of(verb).isdisjoint(pairs_of(_words(whole.statement))) else None


def _is_share_of_any(found: WrongShare, statements: ProjectStatements) -> bool:
    """Tell whether a part is the share of any number of its unit in the project."""
    part, share = found.part.statement, found.share.statement
    said = (each.statement for text in statements.prose for each in text)
    every = (*said, *(each.statement for each in statements.promises))
    alike = [each.low for each in every if each.low and same_unit(each.unit) == same_unit(part.unit)]
    return any(abs(part.low / low - share.low) < last_place_of_share(found.share) for low in alike)


_TAKES = late("(?P<about>约|近|大致|左右)?占(?:比|到|了|总数)?(?:约|近)?\\Z")
_THAT_IS = late("[，,（(]?(?:即|也就是|就是|折?合|计|相当于|为|有)(?:约|近)?|[（(]")
_ROOM = Fraction(1, 10)


def counts_by_share(text: Sequence[Said]) -> Iterator[WrongShare]:
    """Give the counts that a text reckons from a share and no number before it makes: 占40%，即16.4万人次."""
    written = text[0].field.text
    if "占" not in written:
        return
    for at, (share, part) in enumerate(pairwise(text)):
        ratio, one = share.statement, part.statement
        is_reckoned = ratio.unit == "%" and ratio.is_one and one.is_one and _TAKES.search(ratio.before)
        if not is_reckoned or not _THAT_IS.fullmatch(written, ratio.end, one.start):
            continue
        wholes = [said for said in text[:at] if _may_be_whole(said.statement, one)]
        if not wholes or any(_makes(said, share, part) for said in wholes):
            continue
        whole = max(wholes, key=lambda said: said.statement.low)
        if not any(said.statement.is_change for said in (whole, part)):
            yield WrongShare(part, whole, share, one.low / whole.statement.low)


_IN_OTHER_WORDS = late("(?:以[上内下])?[，,（(]?(?:即(?![可将使便时刻日])|也就是|就是|折合)")
_CHANGES_BY = late("[增减降升提较超]|比(?![例重])")


def counts_that_are_shares(statements: ProjectStatements) -> Iterator[WrongShare]:
    """Give the counts that a text calls a share in other words, and no number makes: 98%，即143份.

    The number of which it is nearly that share is what was meant.
    """
    for text in statements.prose:
        if "即" not in text[0].field.text and "就是" not in text[0].field.text:
            continue
        for share, part in pairwise(text):
            found = _in_other_words(share, part, statements)
            if found:
                yield found


def _in_other_words(share: Said, part: Said, statements: ProjectStatements) -> WrongShare | None:
    ratio, one, written = share.statement, part.statement, part.field.text
    is_share = ratio.unit == "%" and ratio.is_one and 0 < ratio.low < 1 and not _TAKES.search(ratio.before)
    if not is_share or ratio.direction is Direction.ABOUT or ratio.is_change:
        return None
    if not _is_clear(one) or one.dimension not in _COUNTED:
        return None
    is_change = _CHANGES_BY.search(ratio.before.replace("不超过", ""))
    if is_change or not _IN_OTHER_WORDS.match(written, ratio.end):
        return None
    if one.clause - ratio.clause > 1 or one.sentence != ratio.sentence:
        return None
    every = [each for told in statements.prose for each in told if each is not part]
    wholes = [each for each in every if each.statement.dimension in _COUNTED and each.statement.low > one.low]
    if any(abs(each.statement.low * ratio.low - one.low) < 1 for each in wholes):
        return None
    about = topic_pairs(f"{noun_before(ratio.before)} {one.before} {one.behind}")
    named = [each for each in wholes if about & topic_pairs(each.sentence)]
    is_slip = is_slip_of_hand if len(named) == 1 else is_slip_of_digits
    meant = [each for each in named if _is_meant(each, share, part, is_slip)]
    whole = min(meant, key=lambda each: _off(each, share, part), default=None)
    if whole is None:
        return None
    found = WrongShare(part, whole, share, one.low / whole.statement.low)
    return found if is_other_share(found) else None


_NEARLY = Fraction(1, 8)


def _is_meant(whole: Said, share: Said, part: Said, is_slip: Callable[[Fraction, Fraction], bool]) -> bool:
    """Tell whether a part is nearly the share of a whole, or that but for a slip of the hand."""
    right = whole.statement.low * share.statement.low
    is_near = _off(whole, share, part) <= share.statement.low * _NEARLY
    return is_near or (right.denominator == 1 and is_slip(right, part.statement.low))


def _off(whole: Said, share: Said, part: Said) -> Fraction:
    """Return how far a part of a whole is from a share."""
    return abs(part.statement.low / whole.statement.low - share.statement.low)


_COUNTED = frozenset(
    [Dimension.PERSONS, Dimension.PERSON_TIMES, Dimension.BODIES, Dimension.THINGS, Dimension.EVENTS]
)


def _may_be_whole(whole: Statement, part: Statement) -> bool:
    is_alike = whole.base == part.base and same_unit(whole.unit) == same_unit(part.unit)
    return is_alike and whole.sentence == part.sentence and whole.low > 0 and not divisors_of(whole)


def _makes(whole: Said, share: Said, part: Said) -> bool:
    """Tell whether a share of a number is another, rounded to the last digit of either."""
    of, ratio, one = whole.statement, share.statement, part.statement
    off = max(abs(edge * ratio.low - one.low) for edge in (of.low, of.high))
    takes = _TAKES.search(ratio.before)
    is_about = Direction.ABOUT in (of.direction, ratio.direction, one.direction)
    if is_about or (takes and takes["about"]):
        return off <= one.low * _ROOM
    return off < max(_last_place(part), of.high * last_place_of_share(share) / 2)


def _last_place(said: Said) -> Fraction:
    """Return what one of the last digit of a number is worth, counted as the number is."""
    one = said.statement
    decimals = _DECIMALS.search(said.words)
    return one.low / one.stated / 10 ** len(decimals[1] if decimals else "") if one.stated else Fraction(1)


_DECIMALS = late("[.．]([0-9]+)")


def _is_done(one: Statement, verb: str) -> bool:
    is_counted = one.dimension not in (Dimension.RATIO, Dimension.TIME, Dimension.GRADE)
    return is_counted and _is_clear(one) and noun_before(one.before).endswith(verb)


def _is_clear(one: Statement) -> bool:
    is_exact = one.is_one and one.direction in (Direction.EXACT, Direction.AT_LEAST)
    is_of_all = not divisors_of(one) and not one.each and not one.is_change and not is_of_other_time(one)
    return is_exact and is_of_all and not any(word in _SHARE_OF.sub("", one.before) for word in _MORE)


def _is_whole(whole: Statement, part: Statement) -> bool:
    is_clear = whole.is_one and whole.direction is Direction.EXACT and not divisors_of(whole)
    return is_clear and whole.start < part.start and whole.low >= part.low > 0


def is_other_share(found: WrongShare) -> bool:
    """Tell whether a share is another than its counts make, rounded to its last digit or to one of them."""
    part, whole, share = found.part.statement, found.whole.statement, found.share.statement
    is_near = abs(found.made - share.low) < last_place_of_share(found.share)
    if is_near or abs(part.low - whole.low * share.low) < 1:
        return False
    if Direction.AT_LEAST in (part.direction, share.direction):
        is_reckoned = share.direction is Direction.EXACT and "." in found.share.words
        is_below = part.direction in (Direction.EXACT, share.direction) and found.made < share.low
        right = whole.low * share.low
        is_slip = share.direction is Direction.EXACT and is_slip_of_hand(part.low, right)
        return is_reckoned or is_below or (found.made < share.low and is_slip)
    return True


def shares_of_named(statements: ProjectStatements) -> Iterator[WrongShare]:
    """Give the shares of what a text names and all who count it give the same number: 占扫描页数的30%."""
    for text in statements.prose:
        for part, share in pairwise(text):
            one, ratio = part.statement, share.statement
            named = _OF_NAMED.search(ratio.before) if ratio.unit == "%" and _is_clear(ratio) else None
            if named is None or ratio.clause - one.clause != 1 or not _is_clear(one):
                continue
            whole = _named(named["whole"], part, statements)
            found = WrongShare(part, whole, share, one.low / whole.statement.low) if whole else None
            if found and is_other_share(found):
                yield found


def _named(name: str, part: Said, statements: ProjectStatements) -> Said | None:
    """Return the number that goals and targets give of what a text names; None where they differ."""
    unit = same_unit(part.statement.unit)
    topic = topic_pairs(_MEASURE.sub("", name).removesuffix(part.statement.unit))
    said = [each for text in statements.prose for each in text if each is not part]
    said += [each.said for each in statements.promises]
    found = [
        each
        for each in said
        if same_unit(each.statement.unit) == unit
        and each.statement.low > part.statement.low
        and _speaks_of(topic, _words(each.statement))
    ]
    if "总" in name and not any(word in _words(each.statement) for each in found for word in _OF_ALL):
        return None
    values = {each.statement.low for each in found if each.statement.is_one}
    return found[0] if topic and len(values) == 1 and not divisors_of(found[0].statement) else None


def _speaks_of(topic: frozenset[str], words: str) -> bool:
    """Tell whether words have all of a topic, half of it as it is said: 小微工业企业样本 for 样本企业."""
    said, letters = pairs_of(words), frozenset(words)
    return len(topic & said) * 2 >= len(topic) and all(letters.issuperset(pair) for pair in topic)


def _words(one: Statement) -> str:
    behind = "" if one.behind.startswith(("中", "里")) else one.behind
    return f"{one.before} {behind}"


_OF_ALL = ("总", "全", "共", "现有", "在册", "辖区")
"""Words of all that there are, not only of those whom a project reaches."""
