"""The form of a mark check as its address carries it, and the check that it means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.goods.terms import read_term, split
from domain.text import Wording
from search_api.conflicts.asking import Wanted
from search_api.params import url_of

WAYS = ("han", "pinyin", "latin", "digits", "initials", "device")
"""The six familiar ways of looking for a mark: 汉字 拼音 英文 数字 字头 图形."""
_CUT = re.compile(r"[\s,，、;；]+")
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckForm:
    """What the form holds, as typed."""

    mark: str = ""
    ways: tuple[str, ...] = ()
    vienna: tuple[str, ...] = ()
    goods: str = ""
    groups: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    profile: str | None = None
    audit: bool = False
    filed: str | None = None
    priority: str | None = None
    owner: str | None = None

    def wanted(self) -> Wanted:
        """Return the check that is meant."""
        return Wanted(
            mark=self.mark, goods=(("", self.goods),) if self.goods.strip() else (), classes=self.classes,
            groups=self.groups, vienna=self.vienna, profile=self.profile, filed=self.filed, priority=self.priority,
            owner=self.owner, audit=self.audit,
        )  # fmt: skip

    def pairs(self) -> list[tuple[str, str]]:
        """Return the address's parameters that give this form again."""
        given = [("mark", self.mark), *(("as", one) for one in self.ways), ("vienna", " ".join(self.vienna))]
        given += [("goods", self.goods), *(("group", one) for one in self.groups), ("classes", ",".join(self.classes))]
        given += [("profile", self.profile or ""), ("mode", "audit" if self.audit else "")]
        given += [("filed", self.filed or ""), ("priority", self.priority or ""), ("owner", self.owner or "")]
        return [(name, value) for name, value in given if value]

    def url(self, lang: str, *more: tuple[str, str], path: str = "") -> str:
        """Return the address of this check in a language, with more parameters."""
        return url_of(f"/{lang}/conflicts{path}", [*self.pairs(), *more])

    def without(self, term: str) -> "CheckForm":
        """Return the form without one of its words."""
        words = self.mark.split()
        return replace(self, mark=" ".join(one for one in words if one != term))

    def without_good(self, term: str) -> "CheckForm":
        """Return the form without one of its goods; the groups and classes that it alone brought go with it."""
        kept = [one for one in split(self.goods) if one != term]
        groups = {group for one in kept for group in read_term(one).groups}
        gone = set(read_term(term).groups) - groups
        return replace(
            self, goods="; ".join(kept), groups=tuple(one for one in self.groups if one not in gone and one != term),
            classes=tuple(one for one in self.classes if one != term),
        )  # fmt: skip


def form_of(pairs: Pairs) -> CheckForm:
    """Read the form from an address."""

    def one(name: str) -> str:
        return next((value for key, value in pairs if key == name and value.strip()), "")

    def cut(name: str) -> tuple[str, ...]:
        return tuple(part for key, value in pairs if key == name for part in _CUT.split(value) if part)

    return CheckForm(
        mark=one("mark"),
        ways=tuple(dict.fromkeys(way for way in cut("as") if way in WAYS)),
        vienna=cut("vienna"),
        goods=one("goods"),
        groups=tuple(dict.fromkeys(cut("group"))),
        classes=tuple(dict.fromkeys(cut("classes"))),
        profile=one("profile") or None,
        audit=one("mode") == "audit",
        filed=one("filed").strip() or None,
        priority=one("priority").strip() or None,
        owner=one("owner") or None,
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, as the list above the form says it."""

    field: str
    text: str
    hint: str


def fault(parameter: str, detail: Wording, hint: Wording | None, lang: str) -> Fault:
    """Return a fault for the field that it is about."""
    field = {"groups": "goods", "k": "mark", "profile": "mark"}.get(parameter, parameter)
    return Fault(field, detail.in_language(lang), hint.in_language(lang) if hint else "")
