"""The contract of marks: keys counted, candidates by the sum of weights, rows given back, on either engine alike."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from domain.engine import ClassTitle, Engine
from domain.filings import ClassSymbol, Goods, Mark, Origin, State, Status, Trademark
from domain.marks.keys import read_row
from domain.marks.register import Channel, MarkRegister, begun
from domain.parts import Part, part_version
from domain.query import And, LooksLike, MeansLike, Not, Query, SearchRequest, SoundsLike, Under
from domain.query import Goods as GoodsLike

MARKS: Sequence[tuple[str, str, str, State]] = (
    ("1", "RED BULL", "32", "in_force"),
    ("2", "RED COW", "32", "in_force"),
    ("3", "RED BULLDOG", "25", "expired"),
    ("4", "红牛", "32", "in_force"),
    ("5", "GREEN FIELD", "9", "pending"),
)


def _part(number: str, text: str, nice: str, state: State, version: int = 1) -> Part:
    vienna = (ClassSymbol(scheme="vienna", symbol="03.04.02"),) if number == "2" else ()
    filing = Trademark(
        id=f"XX-TM-{number}", office="XX", origin=Origin(source="s", file="f", source_date="2024-01-01"),
        mark=Mark(text=text, kind="word"), status=Status(state=state), classes=vienna,
        goods=(Goods(class_=nice, lang="en", text="drinks"),),
    )  # fmt: skip
    return Part(
        id=filing.id, source="s", rank="extract", right="trademark", content=filing,
        version=part_version("2024-01-01", 0, version, bytes(3)),
    )  # fmt: skip


@pytest.fixture(scope="module")
def mark_engine(engine_factory: Callable[[], Engine]) -> Iterator[Engine]:
    engine = engine_factory()
    with engine.writer() as writer:
        writer.write([_part(*one) for one in MARKS])
        writer.finish()
    yield engine
    engine.close()


def _register(engine: Engine) -> MarkRegister:
    searcher = engine.searcher()
    assert isinstance(searcher, MarkRegister)
    return searcher


def _ids(rows: Sequence[str]) -> list[str]:
    return [read_row(one).id for one in rows]


def test_live_marks_are_counted_by_word_and_class(mark_engine: Engine) -> None:
    keys = ["l", "lwred", "32", "32wred", "25wred", "9", "wred", "32wnowhere"]
    counts = _register(mark_engine).key_counts(keys)
    assert counts == {
        "l": 4, "lwred": 2, "32": 3, "32wred": 2, "25wred": 0, "9": 1, "wred": 3, "32wnowhere": 0,
    }  # fmt: skip


def test_candidates_come_by_the_sum_of_weights(mark_engine: Engine) -> None:
    register = _register(mark_engine)
    found = register.candidates([Channel("words", {"wred": 1.0, "wbull": 2.0, "25": 0.5}, 10)])
    assert _ids(found)[0] == "XX-TM-1" and set(_ids(found)) == {"XX-TM-1", "XX-TM-2", "XX-TM-3"}
    two = register.candidates([Channel("han", {"b红牛": 1.0}, 5), Channel("words", {"wbull": 1.0}, 1)])
    assert _ids(two) == ["XX-TM-4", "XX-TM-1"]
    assert register.candidates([Channel("words", {"wnowhere": 1.0}, 5), Channel("none", {}, 5)]) == []


def test_what_puts_a_mark_ahead_finds_none_by_itself(mark_engine: Engine) -> None:
    register = _register(mark_engine)
    plain = register.candidates([Channel("words", {"wred": 1.0}, 10)])
    assert set(_ids(plain)) == {"XX-TM-1", "XX-TM-2", "XX-TM-3"}
    (last,) = (one.split("\t")[4] for one in plain if read_row(one).id == "XX-TM-2")
    ahead = register.candidates([Channel("words", {"wred": 1.0}, 10, {last: 0.5, "9": 0.5})])
    assert set(_ids(ahead)) == set(_ids(plain)) and read_row(ahead[0]).classes == (last,)
    ended = register.candidates([Channel("words", {"wred": 1.0}, 10, {"25": 0.5})])
    assert _ids(ended)[0] == "XX-TM-3"
    assert register.candidates([Channel("words", {"wnowhere": 1.0}, 10, {"9": 0.5})]) == []


def test_a_channel_gives_no_more_than_it_may(mark_engine: Engine) -> None:
    assert len(_register(mark_engine).candidates([Channel("words", {"wred": 1.0}, 2)])) == 2


def test_marks_are_found_by_their_vienna_codes(mark_engine: Engine) -> None:
    assert _ids(_register(mark_engine).coded(["03.04"], 10)) == ["XX-TM-2"]


def test_every_mark_is_given_once_with_its_row(mark_engine: Engine) -> None:
    rows = {row.id: row for row in map(read_row, _register(mark_engine).every_mark())}
    assert sorted(rows) == [f"XX-TM-{number}" for number, *_ in MARKS]
    assert rows["XX-TM-1"].words == ("red", "bull") and rows["XX-TM-1"].classes == ("32",) and rows["XX-TM-1"].live
    assert rows["XX-TM-2"].vienna == ("03.04.02",) and not rows["XX-TM-3"].live


def test_what_is_asked_ahead_is_what_is_answered(mark_engine: Engine) -> None:
    searcher, ids = mark_engine.searcher(), ["XX-TM-2", "XX-TM-9", "XX-TM-1"]
    asked = begun(searcher, lambda: searcher.records(ids))
    found = mark_engine.searcher().records(ids[:1] + ids[2:])
    assert asked() == found and len(found) == 2


def test_a_mark_that_changes_is_found_by_its_new_words_alone(engine_factory: Callable[[], Engine]) -> None:
    engine = engine_factory()
    with engine.writer() as writer:
        writer.write([_part(*MARKS[0])])
        writer.write([_part("1", "BLUE WHALE", "32", "in_force", version=2)])
        writer.finish()
    register = _register(engine)
    assert register.candidates([Channel("words", {"wbull": 1.0}, 5)]) == []
    (row,) = register.candidates([Channel("words", {"wwhale": 1.0}, 5)])
    assert read_row(row).text == "BLUE WHALE"
    engine.close()


def test_a_loaded_table_says_which_classes_are_coordinated(engine_factory: Callable[[], Engine]) -> None:
    engine = engine_factory()
    loaded = [
        ClassTitle("coordinated", "33", None, 1, "25", "25"),
        ClassTitle("coordinated", "9", None, 1, "无", "none"),
    ]
    with engine.writer() as writer:
        writer.write([_part(*one) for one in MARKS])
        writer.write_titles(loaded)
        writer.finish()
    searcher = engine.searcher()
    found = searcher.search(SearchRequest(query=GoodsLike("wine", "coordinated")))
    assert {one.id for one in found.hits} == {"XX-TM-3"}
    assert sorted(searcher.symbol_children("coordinated", ""), key=lambda one: one.symbol) == loaded
    engine.close()


@pytest.mark.parametrize(
    ("node", "ids"),
    [
        (SoundsLike("redd bul"), {"1"}),
        (SoundsLike("REDBULL"), {"1"}),
        (SoundsLike("弘牛"), {"4"}),
        (SoundsLike("nowhere"), set()),
        (LooksLike("red bull"), {"1"}),
        (LooksLike("RED BULI"), {"1"}),
        (LooksLike("GREEN FIELDS"), {"5"}),
        (LooksLike("BLUE BULL"), set()),
        (LooksLike("纨牛"), {"4"}),
        (MeansLike("红牛"), {"4"}),
        (MeansLike("champ vert"), set()),
        (GoodsLike("beer", "class"), {"1", "2", "4"}),
        (GoodsLike("wine", "coordinated"), {"1", "2", "4"}),
        (GoodsLike("drinks", "identical"), {"1", "2", "3", "4", "5"}),
        (GoodsLike("beer"), set()),
        (And((SoundsLike("red bull"), Not(Under("nice", "32")))), set()),
        (And((GoodsLike("beer", "class"), Not(SoundsLike("red bull")))), {"2", "4"}),
    ],
)
def test_likeness_is_a_set_among_other_conditions(mark_engine: Engine, node: Query, ids: set[str]) -> None:
    searcher = mark_engine.searcher()
    request = SearchRequest(query=node)
    found = searcher.search(request)
    assert {one.id.removeprefix("XX-TM-") for one in found.hits} == ids
    assert found.total == searcher.count(node) == len(ids) and searcher.cost(request) >= 0
