"""Bare words: numbers, classes, Nice phrases, dates and applicants that a person writes without naming a field.

Invariants: a run of up to six adjacent words that reads as one value is one value, the longest first; number before
class before date before applicant before text; every reading other than text is told, with text as the way back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain import offices
from domain.classification import looks_like
from domain.numbers import Reading, readings
from domain.query import Number, Or, Phrase, Query, Range, Terms, Under
from domain.text import Wording
from search_api.syntax import faults, identifiers, periods, values, wildcards
from search_api.syntax.told import Interpretation, told_number
from search_api.syntax.values import Value

LONGEST_RUN = 6
_FEWEST_DIGITS = 5
_SHORTEST_SYMBOL = 4
_ENDINGS = ("公司", "大学", "研究院", "研究所", "厂", "集团")
_DIGITS = "0123456789"
_LONGEST_PREFIX = 5
_RUN_OF_NUMBER = re.compile(r"(?:PCT[\s/]*)?(?:[A-Z]{1,4}[\s./-]*)?\d[\dX\s.,/'-]*(?:[A-Z]\d?)?", re.IGNORECASE)
"""What several words that are one number look like, so that others are not tried."""
_RUN_OF_CLASS = re.compile(r"[A-HY]\d{2}[A-Z]\s*\d|第|CLASS\s|NICE\s", re.IGNORECASE)
_CLASS = re.compile(r"[A-HY]\d{2}[A-Z]|第", re.IGNORECASE)
_DIGITS_ALONE = re.compile(r"[\d\s.,/'-]+")
_WHOLE_DIGITS = re.compile(r"[\d.,/'-]{5,}")
"""More digits than the first group of a number in groups has: no run of words begins with them."""
_GROUPED = re.compile(
    r"\d{1,3}(?: \d{3})+|\d{4} ?\d ?\d{7}(?:\.[\dXx])?|\d{2} ?\d ?\d{5}(?:\.[\dXx])?|\d{2} \d{3} \d{3}(?:\.\d)?"
)
_CALENDAR = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}-\d{2}|\d{4}[-–]\d{4}")
_ENGLISH = frozenset({"am", "as", "at", "be", "by", "in", "is", "it", "me", "my", "no", "se", "so", "to"})
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_CHINESE_NICE = re.compile(r"第([一二三四]?十?[一二三四五六七八九]?)[类類]")


@dataclass(frozen=True, slots=True)
class Found:
    """What a run of bare words is: its node, how many words it takes, and what must be said about it."""

    node: Query
    words: int
    told: Interpretation | None = None


def read_bare(words: Sequence[Value], text: str) -> Found:
    """Return the reading of the longest run at the beginning of ``words``; ``text`` is the whole query."""
    first = words[0]
    if first.text.isalpha() and (len(first.text) > _LONGEST_PREFIX or len(words) == 1) and first.text[0] != "第":
        return _single(first)
    longest = 1 if _WHOLE_DIGITS.fullmatch(first.text) else min(LONGEST_RUN, len(words))
    for count in range(longest, 1, -1):
        run = words[:count]
        span = first.start, run[-1].end
        spelled = text[span[0] : span[1]]
        if _RUN_OF_NUMBER.fullmatch(spelled):
            found = _number(spelled, span, run) or _class(spelled, span)
        elif _RUN_OF_CLASS.match(spelled):
            found = _class(spelled, span)
        else:
            continue
        if found:
            return Found(found.node, count, found.told)
    return _number(first.text, first.span, words[:1]) or _class(first.text, first.span) or _single(first)


def plain(word: Value) -> Query:
    """Return the reading of a word as text, whatever it looks like."""
    return values.text_node("text", word)


def _as_text(spelled: str, span: faults.Span) -> Query:
    whole = spelled.isalnum()
    return Terms("text", spelled, span) if whole else Phrase("text", spelled, span)


def _number(spelled: str, span: faults.Span, run: Sequence[Value]) -> Found | None:
    if sum(map(spelled.count, _DIGITS)) < _FEWEST_DIGITS or _CALENDAR.fullmatch(spelled):
        return None
    if len(run) > 1:
        joined = " ".join(spelled.split())
        if _DIGITS_ALONE.fullmatch(joined) and not _GROUPED.fullmatch(joined):
            return None  # two years or two quantities side by side are no number
        if run[0].text in _ENGLISH:
            return None
    found = readings(spelled)
    if not any(_is_office(one.office) for one in found):
        return None
    number = Number("number", spelled, identifiers.keys_of(found), span)
    day = periods.date_of(spelled) if len(spelled) == 8 and spelled.isdigit() else None
    if day is not None:
        return _date_or_number(spelled, day, number, found)
    return Found(number, len(run), told_number(spelled, number, found, _as_text(spelled, span)))


def _is_office(code: str) -> bool:
    return code == "*" or offices.office_name(code).en != code


def _date_or_number(spelled: str, day: str, number: Number, found: Sequence[Reading]) -> Found:
    span = number.span
    either = Or((Range("published", day, day, span=span), number), span)
    wording = Wording(
        f"“{spelled}”既可为公开日 {day}，也可为号码，两者都检索。",
        f"“{spelled}” may be the date {day} or a number: both are searched.",
    )
    labels = Wording("仅按日期", "Only the date"), Wording("仅按号码", "Only the number")
    others = tuple(zip(either.operands, labels, strict=True))
    return Found(either, 1, Interpretation("date-or-number", wording, either, others))


def _class(spelled: str, span: faults.Span) -> Found | None:
    if not (_CLASS.match(spelled) or _RUN_OF_CLASS.match(spelled)):
        return None
    alone = spelled.endswith("!")
    symbol = _arabic(spelled.rstrip("!"))
    if len(symbol.replace(" ", "")) < _SHORTEST_SYMBOL and "第" not in symbol:
        return None
    found = looks_like(symbol)
    if not found:
        return _class_range(spelled, span)
    nodes: tuple[Query, ...] = tuple(Under(scheme, value, alone, span) for scheme, value in found)
    node = nodes[0] if len(nodes) == 1 else Or(nodes, span)
    return Found(node, 1, _told_class(spelled, span, node, found))


def _told_class(spelled: str, span: faults.Span, node: Query, found: Sequence[tuple[str, str]]) -> Interpretation:
    as_text = ((_as_text(spelled, span), Wording("按文字检索", "Search for it as text")),)
    if found[0][0] == "nice":
        number = found[0][1]
        wording = Wording(f"“{spelled}”按尼斯第 {number} 类理解。", f"“{spelled}” was read as Nice class {number}.")
        return Interpretation("read-as-nice", wording, node, as_text)
    schemes = [scheme.upper() for scheme, _ in found]
    wording = Wording(
        f"“{spelled}”按 {'、'.join(schemes)} 分类号理解。",
        f"“{spelled}” was read as a class of {' and '.join(schemes)}.",
    )
    return Interpretation("read-as-class", wording, node, as_text)


def _class_range(spelled: str, span: faults.Span) -> Found | None:
    low, between, high = spelled.partition("..")
    if not between or not (first := looks_like(low)) or not (last := dict(looks_like(high))):
        return None
    value = Value(spelled, *span)
    nodes = tuple(
        values.class_range(scheme, scheme, value) for scheme, _ in first if scheme in last and scheme != "nice"
    )
    if not nodes:
        return None
    node = nodes[0] if len(nodes) == 1 else Or(nodes, span)
    return Found(node, 1, _told_class(spelled, span, node, first))


def _arabic(text: str) -> str:
    """Return a Nice phrase with its number in digits.

    >>> _arabic("第九类"), _arabic("第三十五类"), _arabic("第十类"), _arabic("第类")
    ('第9类', '第35类', '第10类', '第类')
    """
    found = _CHINESE_NICE.fullmatch(text)
    if not found or not found[1]:
        return text
    tens, ten, ones = found[1].rpartition("十")
    if not ten:
        return f"第{_NUMERALS[ones]}类" if len(ones) == 1 else text
    return f"第{_NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(ones, 0)}类"


def _single(word: Value) -> Found:
    spelled = word.text
    if spelled.isalpha() and not spelled.endswith(_ENDINGS):
        return Found(Terms("text", spelled, word.span), 1)
    if found := _date(word):
        return found
    if periods.is_impossible(spelled):
        raise faults.no_such_day(word.span, faults.Edit(*word.span, periods.nearest(spelled) or spelled[:4]))
    if periods.is_range_like(spelled):
        raise faults.comparison_without_field(word.span, f'"{spelled}"' if any(map(str.isalnum, spelled)) else "")
    if spelled.endswith(_ENDINGS) and spelled not in _ENDINGS and not wildcards.has_wildcard(spelled):
        return _applicant(word)
    return Found(values.everything(word) or plain(word), 1)


def _date(word: Value) -> Found | None:
    spelled, span = word.text, word.span
    if years := periods.bare_years(spelled):
        node: Query = Range("published", *years, span=span)
    elif periods.bare_date(spelled) is not None:
        node = values.date_node("published", word)
    else:
        bounds = periods.bounds_of(spelled)
        if bounds is None or not any(bounds[:2]) or not all(periods.is_date_like(one) for one in bounds[:2] if one):
            return None
        node = values.date_node("published", word)
    wording = Wording(f"“{spelled}”按公开日理解。", f"“{spelled}” was read as the date of publication.")
    as_text = ((_as_text(spelled, span), Wording("按文字检索", "Search for it as text")),)
    return Found(node, 1, Interpretation("read-as-date", wording, node, as_text))


def _applicant(word: Value) -> Found:
    spelled, span = word.text, word.span
    node = Or((Terms("applicant", spelled, span), Terms("text", spelled, span)), span)
    wording = Wording(
        f"“{spelled}”按申请人理解，同时按文字检索。", f"“{spelled}” was read as an applicant, and as text as well."
    )
    labels = Wording("仅按申请人", "Only the applicant"), Wording("仅按文字", "Only the text")
    others = tuple(zip(node.operands, labels, strict=True))
    return Found(node, 1, Interpretation("read-as-applicant", wording, node, others))
