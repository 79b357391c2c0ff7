"""The fact tables of goods that ship with the product, read once: Nice terms, similar groups, coordinated classes.

``terms.tsv.xz`` has a line a Nice basic number (or a number of the Chinese table alone, ``C…``): number, similar groups,
Chinese and English terms. ``groups.tsv`` has the similar groups; an English title is made of terms of the
group, since the table has no English edition. ``coordinated.tsv`` has the classes whose goods the USPTO holds to meet in trade.
``python -m bench.goods_tables`` makes them from the reference tables.
"""

import lzma
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from domain.engine import ClassTitle
from domain.text import Wording

EDITIONS = MappingProxyType(
    {
        "terms": Wording(
            "尼斯分类第十二版英文字母顺序表；《类似商品和服务区分表》（基于尼斯分类第十一版）",
            "Nice Classification, 12th edition, alphabetical list in English; Chinese table of similar goods and services"
            " (after Nice 11)",
        ),
        "groups": Wording(
            "《类似商品和服务区分表》（基于尼斯分类第十一版）",
            "Chinese table of similar goods and services (after Nice 11)",
        ),
        "coordinated": Wording("美国专利商标局 TMEP 1401.02(b) 协调类别", "USPTO coordinated classes, TMEP 1401.02(b)"),
    }
)
"""Source and edition of each table."""
Coordinated = Mapping[str, frozenset[str]]
"""For each class those whose goods meet its own in trade."""
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class GoodsEntry:
    """A numbered entry of the list of goods; ``nice`` is its class, ``groups`` its similar groups."""

    number: str
    nice: str
    groups: tuple[str, ...]
    zh: tuple[str, ...]
    en: tuple[str, ...]


def _text(name: str) -> str:
    raw = files("domain.goods").joinpath(name).read_bytes()
    return (lzma.decompress(raw) if name.endswith(".xz") else raw).decode("utf-8")


@cache
def entries() -> dict[str, GoodsEntry]:
    """Return every entry by its number.

    >>> entries()["300037"].groups, entries()["300037"].zh[0], entries()["300037"].en[0]
    (('3002',), '茶', 'tea')
    """
    found: dict[str, GoodsEntry] = {}
    for line in _text("terms.tsv.xz").splitlines():
        number, groups, zh, en = line.split("\t")
        nice = str(int(number.lstrip("C")[:2]))
        found[number] = GoodsEntry(
            number, nice, tuple(filter(None, groups.split(";"))), tuple(filter(None, zh.split("；"))),
            tuple(filter(None, en.split(" / "))),
        )  # fmt: skip
    return found


@cache
def groups() -> dict[str, Wording]:
    """Return the similar groups with their short titles.

    >>> groups()["3002"].zh, len(groups())
    ('茶、茶饮料', 487)
    """
    rows = (line.split("\t") for line in _text("groups.tsv").splitlines())
    return {code: Wording(zh, en) for code, zh, en in rows}


@cache
def coordinated() -> Coordinated:
    """Return the coordinated classes of each class as the table that ships has them, in both directions.

    >>> "32" in coordinated()["33"], "33" in coordinated()["32"], "12" in coordinated()["33"]
    (True, True, False)
    """
    return coordinated_in(line.split("\t") for line in _text("coordinated.tsv").splitlines())


def coordinated_in(rows: Iterable[Sequence[str]]) -> Coordinated:
    """Return the coordinated classes of a table, in both directions; a row is a class and a text that names the others.

    >>> coordinated_in([("7", "8; 11")]) == {"7": {"8", "11"}, "8": {"7"}, "11": {"7"}}
    True
    """
    both: dict[str, set[str]] = {}
    for symbol, others in rows:
        for other in _NUMBER.findall(others):
            both.setdefault(symbol, set()).add(other)
            both.setdefault(other, set()).add(symbol)
    return {symbol: frozenset(others) for symbol, others in both.items()}


def coordinated_loaded(titles: Sequence[ClassTitle]) -> Coordinated | None:
    """Return the coordinated classes of a table that was loaded, ``None`` where none was."""
    return coordinated_in((one.symbol, one.title_en or "") for one in titles) if titles else None


@cache
def cross_noted() -> dict[str, frozenset[str]]:
    """Return the groups that each group is noted to cross: those with which it has an entry in common.

    >>> "0202" in cross_noted()["0205"]
    True
    """
    found: dict[str, set[str]] = {}
    for entry in entries().values():
        for one in entry.groups:
            found.setdefault(one, set()).update(other for other in entry.groups if other != one)
    return {group: frozenset(others) for group, others in found.items() if others}
