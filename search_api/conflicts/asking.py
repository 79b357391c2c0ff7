"""A conflict check as it is asked: read, bounded, and refused in words where it cannot mean anything.

Invariants: what is wrong is said of its own field; a mark needs a letter, a digit or a character, or Vienna codes; signs
that steer the direction of text are taken out, so that what is compared is what is seen.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from domain.classification import symbol_or_none
from domain.classification.goods import group as group_of
from domain.classification.goods import nice as nice_of
from domain.dates import first_day, partial_date
from domain.errors import ParameterError
from domain.filings import PartialDate
from domain.goods.reading import read_goods
from domain.goods.relation import GoodsList
from domain.goods.terms import read_term, split
from domain.marks.check import Check
from domain.text import Wording
from search_api.conflicts.profiles import Profile, profile_of
from search_api.notices import Notice

LONGEST_MARK = 200
LONGEST_GOODS = 20_000
MOST_CODES = 100
MOST = 500
"""Hits that one check may ask for."""
_STEERING = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad\u061c\u0000-\u0008\u000e-\u001f]"
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A check as it was given: everything still text."""

    mark: str = ""
    goods: Sequence[tuple[str, str]] = ()
    classes: Sequence[str] = ()
    groups: Sequence[str] = ()
    vienna: Sequence[str] = ()
    profile: str | None = None
    filed: str | None = None
    priority: str | None = None
    owner: str | None = None
    k: int = 100
    audit: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A check as it is understood."""

    check: Check
    profile: Profile
    k: int
    audit: bool
    notices: tuple[Notice, ...]


def understood(wanted: Wanted) -> Asked:
    """Return the check that was meant. Raises ``ParameterError`` that names the field."""
    vienna = tuple(_vienna(one) for one in _few("vienna", wanted.vienna))
    mark = _mark(wanted.mark, needed=not vienna)
    profile = profile_of(wanted.profile)
    goods = _goods(wanted)
    filed, priority = _day("filed", wanted.filed), _day("priority", wanted.priority)
    if filed and priority and priority > filed:
        raise ParameterError("priority", "优先权日晚于申请日。", "The priority date is later than the filing date.")
    if not 1 <= wanted.k <= MOST:
        raise ParameterError("k", f"k 须为 1 至 {MOST}。", f"k is from 1 to {MOST}.")
    owner = _SPACE.sub(" ", wanted.owner or "").strip()[:500] or None
    check = Check(
        mark=mark, goods=goods, vienna=vienna, filed=filed, priority=priority, owner=owner, profile=profile.code
    )
    return Asked(check, profile, wanted.k, wanted.audit, tuple(_notices(check)))


def _mark(text: str, *, needed: bool) -> str:
    mark = _SPACE.sub(" ", _STEERING.sub("", unicodedata.normalize("NFC", text))).strip()
    if len(mark) > LONGEST_MARK:
        raise ParameterError(
            "mark", f"商标文字有 {len(mark):,} 个字符，最多 {LONGEST_MARK} 个。",
            f"The mark has {len(mark):,} characters; it may have {LONGEST_MARK}.", code="mark-too-long",
            hint=Wording("请只写标志本身，商品另填。", "Write the sign alone; goods have a field of their own."),
        )  # fmt: skip
    if not mark and needed:
        raise ParameterError("mark", "请写出商标文字。", "Write the words of the mark.", code="mark-empty")
    if needed and not any(char.isalnum() for char in mark):
        raise ParameterError(
            "mark", "商标中没有文字、字母或数字，无从比对。", "The mark has no character, letter or digit to compare.",
            code="mark-without-words",
            hint=Wording("图形请用维也纳编码（vienna）。", "For a device give its Vienna codes (vienna)."),
        )  # fmt: skip
    return mark


def _few(name: str, values: Sequence[str]) -> Sequence[str]:
    if len(values) > MOST_CODES:
        raise ParameterError(name, f"{name} 最多 {MOST_CODES} 个。", f"{name} takes at most {MOST_CODES} values.")
    return values


def _vienna(text: str) -> str:
    found = symbol_or_none("vienna", text)
    if found is None:
        raise ParameterError("vienna", f"“{text[:20]}”不是维也纳编码。", f"“{text[:20]}” is no Vienna code.")
    return found


def _goods(wanted: Wanted) -> GoodsList:
    for name, values in (("classes", wanted.classes), ("goods", [symbol for symbol, _ in wanted.goods if symbol])):
        for one in _few(name, values):
            if nice_of(one) is None:
                raise ParameterError(
                    name, f"“{one[:20]}”不是尼斯类别：只有第 1 至 45 类。", f"“{one[:20]}” is no Nice class: there are 1 to 45.",
                    code="no-such-class",
                )  # fmt: skip
    for one in _few("groups", wanted.groups):
        if group_of(one) is None or len(group_of(one) or "") != 4:
            raise ParameterError("groups", f"“{one[:20]}”不是类似群。", f"“{one[:20]}” is no similar group.")
    if sum(len(text) for _, text in wanted.goods) > LONGEST_GOODS:
        raise ParameterError(
            "goods", f"商品文字最多 {LONGEST_GOODS:,} 个字符。", f"Goods may have {LONGEST_GOODS:,} characters.",
            code="goods-too-long",
        )  # fmt: skip
    return read_goods(_placed(wanted), wanted.classes, wanted.groups)


def _placed(wanted: Wanted) -> list[tuple[str, str]]:
    """Return the goods with the class of those that no list holds, where the check names one class alone."""
    if len(wanted.classes) != 1:
        return list(wanted.goods)
    terms = [(symbol, term) for symbol, text in wanted.goods for term in ([text] if symbol else split(text))]
    return [(symbol or ("" if read_term(term).nice else wanted.classes[0]), term) for symbol, term in terms]


def _day(name: str, text: str | None) -> PartialDate | None:
    if not (text or "").strip():
        return None
    found = partial_date((text or "").strip())
    if found is None:
        raise ParameterError(name, f"{name} 须为日期 YYYY-MM-DD。", f"{name} is a date, YYYY-MM-DD.")
    return first_day(found).isoformat()


def _notices(check: Check) -> list[Notice]:
    read = [(one, read_term(one.text, one.class_)) for one in check.goods.terms]
    unread = [one.text for one, term in read if not term.groups]
    placed = all(term.nice for _, term in read)
    found = []
    if unread:
        named = "；".join(one[:40] for one in unread[:5])
        found.append(
            Notice(
                "goods-unread",
                Wording(
                    f"{len(unread)} 项商品不在商品表中，只按类别比较：{named}。" if placed
                    else f"{len(unread)} 项商品不在商品表中，其中有的也没有类别，无从比较：{named}。",
                    f"{len(unread)} of the goods are in no list and are compared by their class alone: {named}."
                    if placed
                    else f"{len(unread)} of the goods are in no list, and some have no class to be compared by: {named}.",
                ),
            )
        )  # fmt: skip
    return found
