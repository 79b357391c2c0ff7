"""The contract of queries: every node finds exactly the records that brute force finds."""

import random
from collections.abc import Iterator

import pytest

from domain.engine import Engine, Searcher
from domain.errors import FunctionMisused, ProximityMisused, ProximityTooWide, WildcardTooWide
from domain.query import (
    All,
    And,
    CitedBy,
    Cites,
    Exact,
    Exists,
    Family,
    Listed,
    Near,
    Not,
    Number,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    SearchRequest,
    Similar,
    Status,
    Terms,
    Under,
    Wildcard,
)
from indexer import workspace
from indexer.workspace import TopicMap
from tests.indexer.engines.invented import WORDS, parts, patent, random_patents
from tests.indexer.engines.oracle import Oracle

FILINGS = random_patents(seed=7, count=160)
DATA_DATE = "2020-01-07"


@pytest.fixture(scope="module")
def loaded(engine_factory) -> Iterator[Engine]:  # type: ignore[no-untyped-def]
    engine = engine_factory()
    with engine.writer() as writer:
        writer.write(parts(FILINGS))
        writer.finish()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def searcher(loaded: Engine) -> Searcher:
    return loaded.searcher()


@pytest.fixture(scope="module")
def oracle(searcher: Searcher) -> Oracle:
    return Oracle(list(searcher.records([one.id for one in FILINGS]).values()))


def found(searcher: Searcher, query: Query) -> set[str]:
    result = searcher.search(SearchRequest(query=query, size=1000))
    ids = {hit.id for hit in result.hits}
    assert result.total == len(ids) == searcher.count(query)
    return ids


def T(text: str, field: str = "abstract") -> Terms:
    return Terms(field, text)


CASES: list[Query] = [
    All(),
    Terms("text", "batteries"),
    Terms("text", "Charging"),
    Terms("title", "锂离子"),
    Terms("title", "锂"),
    Terms("text", "电池隔膜"),
    Terms("description", "separator"),
    Terms("applicant", "nordlicht"),
    Terms("applicant", "江河电池"),
    Terms("office", "us"),
    Terms("kind", "b2"),
    Phrase("title", "battery electrode"),
    Phrase("text", "lithium battery"),
    Phrase("applicant", "Nordlicht Zellen"),
    Prefix("abstract", "batt"),
    Prefix("text", "char"),
    Prefix("title", "锂离"),
    Prefix("applicant", "nord"),
    Prefix("office", "u"),
    Wildcard("abstract", "char*r"),
    Wildcard("text", "ano?e"),
    Exists("claims"),
    Exists("granted"),
    Exists("inventor"),
    Exists("text"),
    Exact("applicant", "Nordlicht Zellen GmbH"),
    Exact("applicant", "Nordlicht zellen gmbh"),
    Exact("office", "EP"),
    Under("ipc", "H01M"),
    Under("ipc", "H"),
    Under("ipc", "H01M10/00"),
    Under("ipc", "H01M10/052"),
    Under("ipc", "H01M10/052", alone=True),
    Range("published", "2005", "2010"),
    Range("published", "2005-03", "2005-03"),
    Range("published", None, "2004-12-31"),
    Range("filed", "2010-06-01", None),
    Range("claim_count", "2", "3"),
    Number("number", "x", ("US-2000010", "EP-2000010", "CN-2000010")),
    Number("publication", "x", tuple(f"{o}-2000003-{k}" for o in ("US", "EP", "CN") for k in ("A1", "B2"))),
    Number("application", "x", ("US-AP-12000004", "US-AP-12000005")),
    Cites("x", ("US-2000005",)),
    Cites("x", ("US-2000005-A1", "US-2000006-B2")),
    CitedBy("x", tuple(f"{o}-200000{n}" for o in ("US", "EP", "CN") for n in range(9))),
    Family("x", ("US-2000003", "EP-2000003", "CN-2000003")),
    Family("x", ("US-9999999",)),
    And((T("battery"), T("anode"))),
    And((T("battery"), Not(T("anode")))),
    And((Not(T("battery")), Not(T("anode")))),
    Or((T("separator"), Phrase("title", "lithium carbon"))),
    Or((Not(T("battery")), T("anode"))),
    Not(T("carbon")),
    And((Terms("text", "battery"), Or((Under("ipc", "H02J"), Range("published", "2010", None))))),
    And((All(), Terms("text", "cell"))),
]


@pytest.mark.parametrize("query", CASES, ids=str)
def test_a_query_finds_what_brute_force_finds(query: Query, searcher: Searcher, oracle: Oracle) -> None:
    assert found(searcher, query) == oracle.ids(query)


def test_the_cases_find_something(oracle: Oracle) -> None:
    """Guard against cases that agree because neither finds anything."""
    assert sum(bool(oracle.ids(query)) for query in CASES) >= len(CASES) - 2


@pytest.mark.parametrize("state", ["pending", "in_force", "lapsed", "expired", "unknown"])
@pytest.mark.parametrize("date", ["1999-01-01", "2003", "2008-06-01", "2012-03", "2019-12-31", "2030-01-01"])
def test_a_state_on_a_day(state: str, date: str, searcher: Searcher) -> None:
    given = Oracle(FILINGS)
    assert found(searcher, Status(state, date)) == given.ids(Status(state, date))  # type: ignore[arg-type]


@pytest.mark.parametrize("state", ["pending", "in_force", "lapsed", "expired", "unknown"])
def test_the_state_shown(state: str, searcher: Searcher, oracle: Oracle) -> None:
    assert found(searcher, Status(state)) == oracle.ids(Status(state))  # type: ignore[arg-type]


def _random_near(dice: random.Random, field: str) -> Near:
    def leaf() -> Query:
        kind = dice.random()
        if kind < 0.6:
            return Terms(field, dice.choice(WORDS))
        if kind < 0.75:
            return Phrase(field, f"{dice.choice(WORDS)} {dice.choice(WORDS)}")
        if kind < 0.85:
            return Prefix(field, dice.choice(("batt", "char", "cat", "ele")))
        return Or((Terms(field, dice.choice(WORDS)), Terms(field, dice.choice(WORDS))))

    unit = dice.choice(("words", "words", "sentence", "paragraph"))
    count = 3 if dice.random() < 0.3 else 2
    operands: list[Query] = [leaf() for _ in range(count)]
    if dice.random() < 0.2:
        operands[0] = Near("words", (leaf(), leaf()), gap=dice.randint(0, 2), ordered=dice.random() < 0.5)
    if unit != "words":
        return Near(unit, tuple(operands))
    gap = dice.choice((0, 1, 2, 3)) if count > 2 else dice.choice((0, 1, 2, 5, 9))
    return Near("words", tuple(operands), gap=gap, ordered=dice.random() < 0.5)


@pytest.mark.parametrize("seed", range(8))
def test_proximity_finds_what_brute_force_finds(seed: int, searcher: Searcher, oracle: Oracle) -> None:
    dice = random.Random(seed)
    checked = hits = 0
    for _ in range(45):
        query = _random_near(dice, dice.choice(("abstract", "claims", "description", "text", "title")))
        try:
            answer = found(searcher, query)
        except ProximityTooWide:
            continue
        assert answer == oracle.ids(query), query
        checked += 1
        hits += bool(answer)
    assert checked > 25 and hits > 12


def test_near_of_two_words_is_not_limited(searcher: Searcher, oracle: Oracle) -> None:
    for query in (
        Near("words", (T("battery"), T("anode")), gap=99),
        Near("words", (T("battery"), T("battery")), gap=99),
        Near("words", (T("battery"), T("anode")), gap=99, ordered=True),
    ):
        assert found(searcher, query) == oracle.ids(query)


def test_a_proximity_of_too_many_arrangements_offers_near(searcher: Searcher) -> None:
    query = Near("words", (T("battery"), T("anode"), T("cell")), gap=20, ordered=True, span=(3, 9))
    with pytest.raises(ProximityTooWide) as caught:
        searcher.count(query)
    assert caught.value.span == (3, 9) and caught.value.hint is not None and "NEAR" in caught.value.hint.en


@pytest.mark.parametrize("inside", [Not(T("a")), And((T("a"), T("b"))), Range("abstract", "1", "2"), Under("ipc", "H")])
def test_what_may_not_stand_in_a_proximity(inside: Query, searcher: Searcher) -> None:
    with pytest.raises(ProximityMisused):
        searcher.count(Near("words", (T("battery"), inside)))


@pytest.mark.parametrize("node", [Similar("a")])
def test_a_function_that_the_index_cannot_answer_says_so(node: Query, searcher: Searcher) -> None:
    with pytest.raises(FunctionMisused) as caught:
        searcher.count(And((T("battery"), node)))
    assert caught.value.reason == "function-not-available"


def test_a_wildcard_in_a_proximity_stands_for_at_most_128_words(engine_factory) -> None:  # type: ignore[no-untyped-def]
    engine = engine_factory()
    with engine.writer() as writer:
        writer.write(parts([patent(n, title=f"cell celt{n:04d}") for n in range(129)]))
        writer.finish()
    searcher = engine.searcher()
    assert searcher.count(Prefix("title", "celt")) == 129
    assert searcher.count(Near("words", (T("cell", "title"), Wildcard("title", "celt00*")))) == 100
    with pytest.raises(WildcardTooWide):
        searcher.count(Near("words", (T("cell", "title"), Prefix("title", "celt"))))
    engine.close()


def test_a_list_that_is_kept_is_a_part_of_a_query(loaded: Engine, searcher: Searcher) -> None:
    ids = sorted(one.id for one in FILINGS)
    with workspace.opened(loaded) as connection:
        workspace.tag(connection, "key", ids[:40], "me", "why")
        workspace.set_aside(connection, "a branch", [*ids[30:60], "XX-none-A"], "me", "why")
        workspace.keep_map(connection, "0123456789abcdef", TopicMap((ids[::2], ids[1::2]), 0.5))
    assert found(searcher, Listed("tag", "key")) == set(ids[:40])
    assert found(searcher, And((Listed("tag", "key"), Not(Listed("noise", "a branch"))))) == set(ids[:30])
    assert found(searcher, Listed("noise", "another")) == set()
    assert found(searcher, Listed("topic", "0123456789abcdef/2")) == set(ids[1::2])
    for absent in (Listed("tag", "other"), Listed("topic", "0123456789abcdef/3"), Listed("topic", "f" * 16 + "/1")):
        with pytest.raises(FunctionMisused):
            searcher.count(absent)


def test_a_list_may_be_long(loaded: Engine, searcher: Searcher) -> None:
    ids = [one.id for one in FILINGS[:50]]
    with workspace.opened(loaded) as connection:
        workspace.tag(connection, "long", [*ids, *(f"XX-{number}-A" for number in range(70_000))], "me", "why")
    assert searcher.count(Listed("tag", "long")) == len(ids)
