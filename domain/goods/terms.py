"""A term of goods, and the entry of the Nice list and the similar groups that it is read as.

Invariants: a term keeps its own words; what the list does not hold is read as the entry that its head names (green tea
as tea), and without one it has only its class. Reading is pure and remembered, so a register's repeated terms cost once.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from domain.analysis import is_cjk, stem
from domain.goods import tables

_BREAKS = re.compile(r"[;；\n。]+")
_COMMA = re.compile(r"[,，、]")
_WORD = re.compile(r"[^\W_]+")
_TAILS = frozenset(
    [
        "of",
        "for",
        "in",
        "from",
        "with",
        "other",
        "by",
        "to",
        "on",
        "including",
        "containing",
        "adapted",
        "used",
        "being",
        "namely",
        "not",
    ]
)
_SMALL = frozenset(["the", "a", "an", "and", "or", "all", "kinds", "type", "types"])
_RETAIL = re.compile(
    r"(?:online |on-line )?(?:retail|wholesale)(?: store| shop| outlet)?s?(?: and wholesale)?(?: services?)?"
    r"(?: (?:of|in relation to|relating to|connected with the sale of|featuring|in the field of|for|in))? +(?P<goods>.+)"
    r"|(?P<zh>.+?)(?:的)?(?:零售|批发|零售或批发|批发或零售)(?:服务)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReadTerm:
    """One term: its words, class (empty where none is known), the entry's number, groups, and whether the words are the entry.

    ``exact``: the entry has these words; else the entry is a broader one that the term's head names. ``sold``: for the
    retail of goods, the term of the goods.
    """

    text: str
    nice: str
    number: str | None = None
    groups: tuple[str, ...] = ()
    exact: bool = False
    sold: "ReadTerm | None" = None


def split(text: str, nice: str = "") -> list[str]:
    """Cut a list of goods into its terms; a comma divides only where the whole is no entry of the list.

    >>> split("salt for preserving, other than for foodstuffs; acetone")
    ['salt for preserving, other than for foodstuffs', 'acetone']
    >>> split("clothing, footwear, headgear"), split("茶；咖啡、糖")
    (['clothing', 'footwear', 'headgear'], ['茶', '咖啡', '糖'])
    """
    found: list[str] = []
    for whole in _BREAKS.split(text):
        whole = whole.strip(" .\t\r")
        if not whole:
            continue
        parts = [one for one in _outside_brackets(whole) if one] if _COMMA.search(whole) else []
        found += [whole] if len(parts) < 2 or key_of(whole) in _index() else parts
    return list(dict.fromkeys(found))


def _outside_brackets(text: str) -> list[str]:
    cuts, depth, start = [], 0, 0
    for found in re.finditer(r"[(\[（【]|[)\]）】]|\s*[,，、]\s*(?:and\s+)?", text):
        sign = found[0]
        if sign in "([（【":
            depth += 1
        elif sign in ")]）】":
            depth = max(0, depth - 1)
        elif not depth:
            cuts.append(text[start : found.start()].strip())
            start = found.end()
    return [*cuts, text[start:].strip()]


@lru_cache(maxsize=65_536)
def read_term(text: str, nice: str = "") -> ReadTerm:
    """Read one term, within its class where one is given.

    >>> read_term("green tea of China", "30").groups, read_term("绿茶", "30").groups, read_term("绿茶", "30").exact
    (('3002',), ('3002',), False)
    >>> read_term("retail of tea", "35").sold.number
    '300037'
    >>> read_term("gobbledygook", "9").groups
    ()
    """
    if nice in ("", "35") and (sold := _sold(text)):
        return ReadTerm(text, "35", None, _RETAIL_GROUP, False, sold)
    if entry := _entry(key_of(text), nice):
        return ReadTerm(text, nice or entry.nice, entry.number, entry.groups, True)
    if entry := _broader(text, nice):
        return ReadTerm(text, nice or entry.nice, entry.number, entry.groups)
    return ReadTerm(text, nice)


_RETAIL_GROUP = ("3503",)


def _sold(text: str) -> ReadTerm | None:
    found = _RETAIL.fullmatch(text.strip())
    words = (found["goods"] or found["zh"]) if found else None
    return read_term(words, "") if words and not _RETAIL.fullmatch(words) else None


@lru_cache(maxsize=65_536)
def key_of(text: str) -> str:
    """Return what terms that say the same have in common: their stems in order, without brackets, case and small words.

    >>> key_of("Acetates [chemicals]"), key_of("Coffee machines, electric"), key_of("绿茶（饮料）")
    ('acet chemic', 'coffe machin electr', '绿茶饮料')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = [one for one in _WORD.findall(folded) if one not in _SMALL]
    if any(is_cjk(one) for one in folded):
        return "".join(words)
    return " ".join(stem(one, "en") for one in words)


@cache
def _index() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for entry in tables.entries().values():
        for name in (*entry.zh, *entry.en):
            found.setdefault(key_of(name), {})[entry.number] = None
    return {key: tuple(numbers) for key, numbers in found.items()}


def _entry(key: str, nice: str) -> tables.GoodsEntry | None:
    """Return the entry with the key, of the class where one is given; a Nice number before one of the Chinese table."""
    known = [tables.entries()[one] for one in _index().get(key, ())]
    fitting = [one for one in known if not nice or one.nice == nice]
    return min(fitting, key=lambda one: (one.number.startswith("C"), not one.groups, one.number), default=None)


def _broader(text: str, nice: str) -> tables.GoodsEntry | None:
    """Return the entry that the head of the term names: the longest ending of Chinese, the longest run up to the head."""
    for key in narrower_keys(text):
        if entry := _entry(key, nice):
            return entry
    return None


@lru_cache(maxsize=65_536)
def narrower_keys(text: str) -> tuple[str, ...]:
    """Return the keys of what the term is a kind of, the nearest first.

    >>> narrower_keys("green tea for export"), narrower_keys("有机绿茶")
    (('green tea', 'green tea servic', 'tea', 'tea servic'), ('机绿茶', '绿茶', '茶'))
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    if any(is_cjk(one) for one in folded):
        whole = key_of(re.sub(r"[(（\[].*?[)）\]]", "", folded))
        return tuple(whole[at:] for at in range(1, len(whole)))[-12:]
    words = [one for one in _WORD.findall(re.sub(r"[(\[].*?[)\]]", " ", folded)) if one not in _SMALL]
    head = next((at for at, one in enumerate(words) if one in _TAILS and at), len(words))
    stems = [stem(one, "en") for one in words]
    runs = [" ".join(stems[at:head]) for at in range(max(0, head - 6), head)]
    runs = [one for run in runs for one in (run, f"{run} servic")]  # restaurants are listed as restaurant services
    whole = " ".join(stems)
    return tuple(dict.fromkeys(one for one in runs if one and one != whole))
