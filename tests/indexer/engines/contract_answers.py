"""The contract of answers: facets, order, pages and cursors, groups, passages, streams, suggestions, coverage."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from domain import analysis
from domain.counting import UNITS
from domain.engine import Engine, Facet, Searcher
from domain.errors import ParameterError
from domain.families import family_of
from domain.fields import field_named, members_of
from domain.filings import Claim, Filing, Number, Section
from domain.numbers import application_key
from domain.query import (
    All,
    And,
    Exists,
    FacetRequest,
    Filter,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    SearchRequest,
    Sort,
    Terms,
)
from domain.text import Text
from tests.indexer.engines.invented import mark, parts, patent, random_patents
from tests.indexer.engines.oracle import Oracle

ANSWERED: list[Filing] = [*random_patents(seed=11, count=120), *(mark(n, f"ZELLA {n}") for n in range(10))]
FACETS = ("applicant", "office", "ipc", "published", "kind", "country", "status", "right", "citation_category")
Group = Literal["application", "family"]


@pytest.fixture(scope="module")
def answering(engine_factory) -> Iterator[Engine]:  # type: ignore[no-untyped-def]
    engine = engine_factory()
    shared = [
        replace(one, numbers=tuple(Number(type=n.type, office="US", number=str(13_000_000 + at % 30)) if n.type == "application" else n for n in one.numbers))
        if at % 2 and one.right == "patent" else one
        for at, one in enumerate(ANSWERED)
    ]  # fmt: skip
    with engine.writer() as writer:
        writer.write(parts(shared))
        writer.finish()
    yield engine
    engine.close()


@pytest.fixture
def asked(answering: Engine) -> Searcher:
    return answering.searcher()


@pytest.fixture
def shown(asked: Searcher) -> Oracle:
    return Oracle(list(asked.records([one.id for one in ANSWERED]).values()))


def facet_value(name: str, value: str) -> str:
    if name == "published":
        return value[:4]
    return value[:4] if name == "ipc" else value


def counted(filings: Sequence[Filing], name: str) -> Counter[str]:
    field = field_named(name)
    assert field is not None
    counts: Counter[str] = Counter()
    for one in filings:
        if one.right in field.rights:
            counts.update({facet_value(name, str(value)) for value in field.read(one)})
    return counts


def check_facet(facet: Facet, filings: Sequence[Filing]) -> None:
    counts = counted(filings, facet.field)
    expected = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    assert [(one.value, one.count) for one in facet.counts] == expected
    assert facet.distinct == len(expected)


@pytest.mark.parametrize("query", [All(), Terms("text", "battery"), Not(Terms("text", "anode"))], ids=str)
def test_facets_count_all_hits(query: Query, asked: Searcher, shown: Oracle) -> None:
    request = SearchRequest(query=query, size=1, facets=tuple(FacetRequest(name, 100) for name in FACETS))
    filings = [shown.filings[one] for one in shown.ids(query)]
    for facet in asked.search(request).facets:
        check_facet(facet, filings)


def test_a_facet_is_counted_without_its_own_filter(asked: Searcher, shown: Oracle) -> None:
    filters = (Filter("office", ("US", "EP")), Filter("ipc", ("H01M",)), Filter("kind", ("A1",), exclude=True))
    request = SearchRequest(query=All(), filters=filters, facets=tuple(FacetRequest(name, 100) for name in FACETS))
    answer = asked.search(request)

    def meets(one: Filing, without: str) -> bool:
        symbols = {symbol[:4] for symbol in counted([one], "ipc")}
        return (
            (without == "office" or one.office in ("US", "EP"))
            and (without == "ipc" or "H01M" in symbols)
            and (without == "kind" or one.kind != "A1")
        )

    assert answer.total == sum(meets(one, "") for one in shown.filings.values()) > 0
    for facet in answer.facets:
        check_facet(facet, [one for one in shown.filings.values() if meets(one, facet.field)])


@pytest.mark.parametrize("name", FACETS)
def test_a_value_sent_back_as_a_filter_finds_its_count(name: str, asked: Searcher) -> None:
    facet = asked.search(SearchRequest(query=All(), facets=(FacetRequest(name, 100),))).facets[0]
    assert facet.counts
    for one in facet.counts:
        assert asked.count(All(), [Filter(name, (one.value,))]) == one.count
        everything = asked.count(All())
        assert asked.count(All(), [Filter(name, (one.value,), exclude=True)]) == everything - one.count


def test_a_range_is_a_filter(asked: Searcher, shown: Oracle) -> None:
    years = [int(one.dates.published[:4]) for one in shown.filings.values() if one.dates.published]
    assert asked.count(All(), [Filter("published", ("2005..2009",))]) == sum(2005 <= year <= 2009 for year in years)
    assert asked.count(All(), [Filter("published", ("..2009", "2012"))]) == sum(y <= 2009 or y == 2012 for y in years)


def test_rights_narrow_the_hits(asked: Searcher) -> None:
    assert asked.count(All(), rights=["trademark"]) == 10
    assert asked.search(SearchRequest(query=All(), rights=("trademark", "gi"))).total == 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"sort": Sort("abstract")},
        {"sort": Sort("nothing")},
        {"facets": (FacetRequest("abstract"),)},
        {"filters": (Filter("nothing", ("a",)),)},
        {"filters": (Filter("published", ("x..y",)),)},
        {"filters": (Filter("ipc", ("battery",)),)},
        {"page": 501, "size": 20},
        {"cursor": "AAAA"},
        {"cursor": "AAAA", "sort": Sort("published")},
    ],
    ids=str,
)
def test_a_wrong_parameter_is_named(wrong: dict[str, object], asked: Searcher) -> None:
    with pytest.raises(ParameterError):
        asked.search(SearchRequest(query=All(), **wrong))  # type: ignore[arg-type]


def test_the_window_ends_at_ten_thousand(asked: Searcher) -> None:
    assert asked.search(SearchRequest(query=All(), page=500, size=20)).hits == ()
    with pytest.raises(ParameterError) as caught:
        asked.search(SearchRequest(query=All(), page=101, size=100))
    assert caught.value.reason == "window-exceeded"


def sort_value(name: str, one: Filing) -> object:
    field = field_named(name)
    assert field is not None
    values = field.read(one) if one.right in field.rights else []
    value = values[0] if values else None
    if value is None:
        return None
    return (
        str(value).replace("-", "").ljust(8, "0")
        if field.kind == "date"
        else (value.casefold() if isinstance(value, str) else value)
    )


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("name", ["published", "granted", "applicant", "office", "claim_count", "country"])
def test_order_pages_and_cursors_agree(name: str, descending: bool, asked: Searcher, shown: Oracle) -> None:
    sort = Sort(name, descending)
    by_page = [
        hit.id
        for page in range(1, 11)
        for hit in asked.search(SearchRequest(query=All(), sort=sort, page=page, size=13)).hits
    ]
    by_cursor: list[str] = []
    cursor = None
    while True:
        answer = asked.search(SearchRequest(query=All(), sort=sort, size=17, cursor=cursor))
        assert answer.total == len(ANSWERED)
        by_cursor += [hit.id for hit in answer.hits]
        cursor = answer.next
        if cursor is None:
            break
    assert by_page == by_cursor and sorted(by_page) == sorted(shown.filings)
    values = [sort_value(name, shown.filings[one]) for one in by_page]
    known = [value for value in values if value is not None]
    assert values == [*sorted(known, reverse=descending), *([None] * (len(values) - len(known)))]  # type: ignore[type-var]


def test_a_cursor_belongs_to_its_order(asked: Searcher) -> None:
    cursor = asked.search(SearchRequest(query=All(), sort=Sort("published"), size=5)).next
    for sort in (Sort("published", True), Sort("filed"), Sort("applicant"), Sort("relevance")):
        with pytest.raises(ParameterError) as caught:
            asked.search(SearchRequest(query=All(), sort=sort, cursor=cursor))
        assert caught.value.reason == "bad-cursor"


def test_relevance_weighs_the_title(engine_factory) -> None:  # type: ignore[no-untyped-def]
    engine = engine_factory()
    with engine.writer() as writer:
        claim = (Claim(lang="en", number=1, text="A lamp with a hinge and a lens."),)
        writer.write(parts([patent(1, title="Lamp"), patent(2, title="Hinge", claims=claim), patent(3, title="Door")]))
        writer.finish()
    answer = engine.searcher().search(SearchRequest(query=Terms("text", "hinge")))
    assert [hit.id for hit in answer.hits] == ["US-2000002-A1"]
    hits = engine.searcher().search(SearchRequest(query=Terms("text", "lamp"))).hits
    assert [hit.id for hit in hits] == ["US-2000001-A1", "US-2000002-A1"] and (hits[0].score or 0) > (
        hits[1].score or 0
    )
    engine.close()


def group_of(group: Group, one: Filing) -> str:
    return application_key(one) if group == "application" else family_of(one)


@pytest.mark.parametrize("sort", [Sort(), Sort("published", True), Sort("granted"), Sort("applicant")], ids=str)
@pytest.mark.parametrize("group", ["application", "family"])
def test_groups_are_shown_once_and_counted(group: Group, sort: Sort, asked: Searcher, shown: Oracle) -> None:
    expected = {group_of(group, one) for one in shown.filings.values()}
    assert len(expected) < len(ANSWERED)
    first = asked.search(SearchRequest(query=All(), group=group, sort=sort, size=100))
    assert first.total == len(ANSWERED) and first.groups is not None
    assert (first.groups.total, first.groups.relation) == (len(expected), "eq")
    by_page = [
        hit.id for page in range(1, 16)
        for hit in asked.search(SearchRequest(query=All(), group=group, sort=sort, page=page, size=9)).hits
    ]  # fmt: skip
    assert Counter(group_of(group, shown.filings[one]) for one in by_page) == Counter(expected)
    if sort.field == "relevance":
        return
    by_cursor: list[str] = []
    cursor = None
    while True:
        answer = asked.search(SearchRequest(query=All(), group=group, sort=sort, size=7, cursor=cursor))
        by_cursor += [hit.id for hit in answer.hits]
        cursor = answer.next
        if cursor is None:
            break
    assert by_cursor == by_page
    leading = {}
    for hit_id in [h.id for h in asked.search(SearchRequest(query=All(), sort=sort, size=100)).hits]:
        leading.setdefault(group_of(group, shown.filings[hit_id]), hit_id)
    assert by_page[: len(leading) // 2] == list(leading.values())[: len(leading) // 2]


def test_the_kin_of_some_are_every_record_of_their_families(asked: Searcher, shown: Oracle) -> None:
    some = sorted(shown.filings)[:150:9]
    families = {family_of(shown.filings[id]) for id in some}
    everything = asked.columns(SearchRequest(query=All()))
    names = everything.name(np.arange(len(everything)))
    codes = everything.first(UNITS["family"])[[names.index(id) for id in some]]
    found = asked.kin(np.unique(codes))
    kin = found.name(np.arange(len(found)))
    assert set(kin) == {id for id, one in shown.filings.items() if family_of(one) in families}
    assert len(kin) == len(set(kin)) and set(some) < set(kin)
    assert len(asked.kin(np.zeros(0, np.uint64))) == 0


def test_a_stream_gives_every_hit_by_id(asked: Searcher, shown: Oracle) -> None:
    request = SearchRequest(query=Terms("text", "battery"), size=1, page=3)
    assert [one.id for one in asked.stream(request)] == sorted(shown.ids(request.query))
    assert list(asked.stream(SearchRequest(query=All()))) == [shown.filings[one] for one in sorted(shown.filings)]


def test_suggestions_are_the_most_frequent_values(asked: Searcher, shown: Oracle) -> None:
    counts = counted(list(shown.filings.values()), "applicant")
    expected = sorted(((-n, name) for name, n in counts.items() if name.casefold().startswith("nord")))
    assert [(-one.count, one.value) for one in asked.terms("applicant", "NORD", 10)] == expected != []
    assert [one.value for one in asked.terms("ipc", "h01m10", 9)][:1] and asked.terms("title", "a", 5) == []


def test_coverage_counts_every_record(asked: Searcher, shown: Oracle) -> None:
    rows = asked.coverage()
    assert sum(one.records for one in rows) == len(ANSWERED)
    for row in rows:
        mine = [one for one in shown.filings.values() if (one.right, one.office) == (row.right, row.office)]
        assert row.records == len(mine) and row.source == "invented" and row.source_date == "2020-01-07"
        dates = sorted(one.dates.published.ljust(10) for one in mine if one.dates.published)
        assert (row.first, row.last) == ((dates[0].strip(), dates[-1].strip()) if dates else (None, None))


def test_the_state_says_what_is_held(asked: Searcher) -> None:
    state = asked.state()
    assert (state.records, state.data_date) == (len(ANSWERED), "2020-01-07")
    assert state.sequence == state.indexed_sequence > 0


def test_the_cost_grows_with_what_is_read(asked: Searcher) -> None:
    cheap = asked.cost(SearchRequest(query=Terms("title", "zzz")))
    dear = asked.cost(SearchRequest(query=Or(tuple(Terms("text", one) for one in ("battery", "anode", "cell")))))
    assert 0 < cheap < dear
    assert asked.cost(SearchRequest(query=All(), facets=tuple(map(FacetRequest, FACETS)))) > asked.cost(
        SearchRequest(query=All())
    )


HIGHLIGHTED = patent(
    900,
    title="Kältespeicher, Battery PACKS and ｂａｔｔｅｒｙ 电池",
    abstract=(Text("zh", "一种锂离子电池，包括隔膜和𠀋正极。电池装在壳内。"), Text("en", "Cells for batteries.")),
    claims=(Claim(lang="en", number=1, text="word " * 300 + "a frobnicated hinge " + "tail " * 300),),
    description=(Section(lang="en", text="First paragraph.\nThe gasket seals the lid.\nLast."),),
)


@pytest.fixture(scope="module")
def highlighting(engine_factory) -> Iterator[Searcher]:  # type: ignore[no-untyped-def]
    engine = engine_factory()
    with engine.writer() as writer:
        writer.write(parts([HIGHLIGHTED]))
        writer.finish()
    yield engine.searcher()
    engine.close()


@pytest.mark.parametrize(
    ("query", "field", "marked"),
    [
        (Terms("text", "battery"), "title", ["Battery", "ｂａｔｔｅｒｙ"]),
        (Terms("abstract", "cell"), "abstract", ["Cells"]),
        (Terms("text", "电池"), "title", ["电池"]),
        (Terms("abstract", "锂离子电池"), "abstract", ["锂离子电池"]),
        (Terms("abstract", "𠀋"), "abstract", ["𠀋"]),
        (Phrase("title", "battery packs"), "title", ["Battery PACKS"]),
        (Prefix("claims", "frobn"), "claims", ["frobnicated"]),
        (Phrase("claims", "frobnicated hinge"), "claims", ["frobnicated hinge"]),
        (Terms("description", "gaskets"), "description", ["gasket"]),
        (
            Near("words", (Terms("description", "gasket"), Terms("description", "lid")), gap=5),
            "description",
            ["gasket", "lid"],
        ),
        (And((Terms("abstract", "隔膜"), Not(Terms("abstract", "电极")))), "abstract", ["隔膜"]),
    ],
    ids=str,
)
def test_passages_mark_what_was_found(query: Query, field: str, marked: list[str], highlighting: Searcher) -> None:
    hits = highlighting.search(SearchRequest(query=query)).hits
    assert len(hits) == 1
    shown = [one for one in hits[0].highlights if one.field == field]
    assert shown, hits[0].highlights
    assert [shown[0].text[start:end] for start, end in shown[0].spans] == marked
    assert len(shown[0].text) <= 400
    whole = [p.text for f in members_of(field_named(field)) for p in f.read(HIGHLIGHTED)]  # type: ignore[arg-type]
    assert any(shown[0].text.strip("…") in one for one in whole)
    assert any(one_field == field for one_field, _ in hits[0].terms)


def test_no_passage_without_its_word(asked: Searcher) -> None:
    dice = random.Random(3)
    for word in dice.sample(["battery", "anode", "charging", "carbon", "cells"], 3):
        for hit in asked.search(SearchRequest(query=Terms("text", word), size=50)).hits:
            assert hit.highlights
            for one in hit.highlights:
                stems = {analysis.stem(analysis.fold(one.text[a:b]), one.lang) for a, b in one.spans}
                assert stems == {analysis.stem(word.lower(), "en")}
    assert all(not hit.highlights for hit in asked.search(SearchRequest(query=Exists("title"))).hits)
