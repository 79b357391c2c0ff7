"""Absolute grounds of a mark: names that nobody may own, and words that only describe the goods, each with its list.

States and organisations are lists of ours; places come from the loaded table of administrative divisions; special signs
and geographical indications are records of the index; generic and descriptive words come from the entries of the claimed
classes. A finding names what stands where, the list and its edition. It is a pointer to a rule, never a decision.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from domain.analysis import is_cjk
from domain.countries import COUNTRIES
from domain.engine import CoverageRow, Searcher
from domain.filings import Filing
from domain.goods import tables
from domain.goods.relation import GoodsList
from domain.goods.terms import key_of, read_term
from domain.marks import meaning
from domain.query import Or, Query, SearchRequest, Terms
from domain.text import Wording
from search_api.conflicts.matching import How, Sign, pinyin_of, sign_of, spelled_in, stands_in

GROUNDS = ("state", "organisation", "sign", "place", "generic", "descriptive", "gi")
_READ = 60
"""Records of signs and indications looked at for one mark; the nearest by their words come first."""
_SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "新区",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "旗",
)
_PEOPLES = [
    "壮族",
    "回族",
    "维吾尔",
    "土家族",
    "苗族",
    "藏族",
    "彝族",
    "蒙古族",
    "蒙古",
    "哈萨克",
    "满族",
    "侗族",
    "布依族",
    "瑶族",
    "畲族",
    "哈尼族",
    "傣族",
    "白族",
    "朝鲜族",
    "黎族",
    "羌族",
    "各族",
]


@dataclass(frozen=True, slots=True)
class Ground:
    """A finding: the listed ``name``, how it stands in the mark, and the record that has it where there is one."""

    ground: str
    list: Wording
    edition: Wording
    name: str
    how: How
    id: str | None = None


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list that was looked through; ``size`` is how many names it has, ``None`` where it is the index itself."""

    ground: str
    list: Wording
    edition: Wording
    size: int | None


@dataclass(frozen=True, slots=True)
class Absolute:
    """The findings, and every list with which the mark was compared."""

    findings: tuple[Ground, ...]
    lists: tuple[ListRead, ...]


_STATES = Wording("国家名称", "Names of states")
_ORGANISATIONS = Wording("政府间国际组织名称和缩写", "Names and abbreviations of intergovernmental organisations")
_SIGNS = Wording("官方标志和特殊标志", "Official and special signs")
_PLACES = Wording("县级以上行政区划地名", "Place names, county level and above")
_GENERIC = Wording("商品通用名称", "Generic names of the goods")
_DESCRIPTIVE = Wording("描述性词语", "Descriptive words")
_INDICATIONS = Wording("地理标志", "Geographical indications")
_OWN = Wording("本系统名录，2026 年 1 月", "list of IP Atlas, January 2026")
_STATES_EDITION = Wording(
    "ISO 3166-1 与 WIPO ST.3 简称，2026 年 1 月", "short names of ISO 3166-1 and WIPO ST.3, January 2026"
)
_LOADED = Wording("已载入的行政区划表", "the table of divisions as loaded")
_NOT_LOADED = Wording("未载入", "not loaded")


def absolute_grounds(searcher: Searcher, mark: str, goods: GoodsList) -> Absolute:
    """Compare a mark with every list."""
    sign = sign_of(mark)
    places = _places(searcher)
    coverage = searcher.coverage()
    held = {right: _held(coverage, right) for right in ("sign", "gi")}
    found = [
        *_named(sign, "state", _STATES, _STATES_EDITION, _states(), shortest=1),
        *_named(sign, "organisation", _ORGANISATIONS, _OWN, _organisations(), shortest=2),
        *_in_places(sign, places),
        *_described(sign, goods),
        *(_in_records(searcher, sign, "sign", _SIGNS) if held["sign"] else ()),
        *(_in_records(searcher, sign, "gi", _INDICATIONS) if held["gi"] else ()),
    ]
    entries = Wording("尼斯分类第十二版", "Nice Classification, 12th edition")
    lists = (
        ListRead("state", _STATES, _STATES_EDITION, len(_states())),
        ListRead("organisation", _ORGANISATIONS, _OWN, len(_organisations())),
        ListRead("sign", _SIGNS, held["sign"] or _NOT_LOADED, None),
        ListRead("place", _PLACES, _LOADED if places else _NOT_LOADED, len(places)),
        ListRead("generic", _GENERIC, entries, len(tables.entries())),
        ListRead("descriptive", _DESCRIPTIVE, entries, len(_vocabulary(goods.classes)) + len(_qualities())),
        ListRead("gi", _INDICATIONS, held["gi"] or _NOT_LOADED, None),
    )
    return Absolute(tuple(sorted(found, key=lambda one: (GROUNDS.index(one.ground), one.how != "exact"))), lists)


def _held(coverage: Sequence[CoverageRow], right: str) -> Wording | None:
    """Return of what day the register of a right is, ``None`` where none is loaded."""
    days = sorted(str(row.source_date or "") for row in coverage if row.right == right)
    return Wording(f"登记簿截至 {days[-1]}", f"register as of {days[-1]}") if days else None


def _lines(name: str) -> list[str]:
    return files("search_api.conflicts").joinpath(f"lists/{name}").read_text("utf-8").splitlines()


@cache
def _states() -> tuple[str, ...]:
    names = [name for one in COUNTRIES.values() for name in (one.zh, one.en)]
    return tuple(dict.fromkeys([*names, *(name for line in _lines("states.tsv") for name in line.split("|")[1:])]))


@cache
def _organisations() -> tuple[str, ...]:
    return tuple(name for line in _lines("organisations.tsv") for name in line.split("|"))


@cache
def _qualities() -> frozenset[str]:
    return frozenset(key_of(word) for line in _lines("qualities.txt") for word in line.split())


def _named(
    sign: Sign, ground: str, title: Wording, edition: Wording, names: Iterable[str], shortest: int
) -> Iterator[Ground]:
    """Yield the listed names that stand in the sign; an abbreviation counts only as the whole sign or in capitals."""
    for name in names:
        how = stands_in(sign, name)
        if how is None or len(name) < shortest:
            continue
        if how == "contained" and name.isupper() and name.isascii() and name not in sign.text:
            continue
        yield Ground(ground, title, edition, name, how)


def _places(searcher: Searcher) -> list[tuple[str, str, int]]:
    """Return code, name and level of every loaded division."""
    return [(one.symbol, one.title_zh or "", one.level) for one in searcher.symbol_children("place", "")]


def bare_place(name: str) -> str:
    """Return a place without what says which kind of division it is.

    >>> bare_place("朝阳区"), bare_place("延边朝鲜族自治州"), bare_place("香港特别行政区"), bare_place("沙市区")
    ('朝阳', '延边', '香港', '沙市')
    """
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            name = name.removesuffix(suffix)
            break
    for people in _PEOPLES:
        while name.endswith(people) and len(name) - len(people) >= 2:
            name = name.removesuffix(people)
    return name


def _in_places(sign: Sign, places: Iterable[tuple[str, str, int]]) -> Iterator[Ground]:
    joined = "".join(sign.words)
    seen: set[str] = set()
    for _, name, level in places:
        short = bare_place(name)
        if name in seen:
            continue
        how: How | None = None
        if sign.han and short in sign.han:
            how = "exact" if joined in (short, name) else "contained"
        elif level <= 2 and joined.isascii() and pinyin_of(short) in joined:
            how = spelled_in(sign, short)
        if how is not None:
            seen.add(name)
            yield Ground("place", _PLACES, _LOADED, name, how)


@cache
def _vocabulary(classes: tuple[str, ...]) -> frozenset[str]:
    """Return the words of the entries of the classes (all, where none is claimed): stems, and whole Chinese terms."""
    found: set[str] = set()
    for entry in tables.entries().values():
        if not classes or entry.nice in classes:
            found.update(word for name in entry.en for word in key_of(name).split())
            found.update(key_of(name) for name in entry.zh)
    return frozenset(found)


def _described(sign: Sign, goods: GoodsList) -> Iterator[Ground]:
    """Yield the generic name that the whole sign is, or that all of its words only describe."""
    edition = tables.EDITIONS["terms"]
    for nice in goods.classes or ("",):
        read = read_term(sign.text, nice)
        if read.exact:
            yield Ground("generic", _GENERIC, edition, f"{read.number} {sign.text}", "exact")
            return
    if not sign.words:
        return
    known = _vocabulary(goods.classes)
    if all(_describes(word, known) for word in sign.words):
        yield Ground("descriptive", _DESCRIPTIVE, edition, " ".join(sign.words), "exact")


def _describes(word: str, known: frozenset[str]) -> bool:
    if not any(is_cjk(char) for char in word):
        key = key_of(word)
        return not key or key in known or key in _qualities()
    reached = {0}
    for end in range(1, len(word) + 1):
        if any(
            start in reached and (word[start:end] in known or word[start:end] in _qualities()) for start in range(end)
        ):
            reached.add(end)
    return len(word) in reached


def _in_records(searcher: Searcher, sign: Sign, right: str, title: Wording) -> Iterator[Ground]:
    """Yield the records of a right whose name stands in the sign, or in what the sign means."""
    asked = _asked(sign, right)
    if asked is None:
        return
    meant = sign_of(" ".join(other for word in sign.words for other in sorted(meaning.equivalents(word))[:6]))
    request = SearchRequest(query=asked, rights=(right,), size=_READ, highlight=False)  # type: ignore[arg-type]
    for hit in searcher.search(request).hits:
        for name in _names(hit.filing):
            how = stands_in(sign, name)
            if how is None and meant.words and stands_in(meant, name):
                how = "translated"
            if how is not None:
                yield Ground(right, title, _edition(hit.filing), name, how, hit.id)
                break


def _asked(sign: Sign, right: str) -> Query | None:
    fields = ("title", "mark") if right == "sign" else ("title",)
    words = [word for word in sign.words if not any(is_cjk(char) for char in word)][:12]
    words += [sign.han[at : at + 2] for at in range(max(0, min(len(sign.han) - 1, 20)))]
    words += [other for word in sign.words[:4] for other in sorted(meaning.equivalents(word))[:6] if len(other) > 1]
    leaves = [Terms(field, word) for word in dict.fromkeys(words) if len(word) > 1 for field in fields]
    return None if not leaves else leaves[0] if len(leaves) == 1 else Or(tuple(leaves))


def _names(filing: Filing) -> list[str]:
    sign = getattr(filing, "mark", None)
    named = [sign.text] if sign is not None and sign.text else []
    return [*named, *(one.text for one in filing.title)]


def _edition(filing: Filing) -> Wording:
    sign = getattr(filing, "mark", None)
    stated = [one.text for one in sign.statements if one.type in ("list", "edition")] if sign is not None else []
    text = "，".join(stated) or (filing.origin.source_date or filing.origin.source)
    return Wording(text, text.replace("，", ", "))
