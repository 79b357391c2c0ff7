"""The contract of writing: versions, parts in any order, amendments that wait, withdrawals, one writer, many readers."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise, permutations

import pytest

from domain import codec
from domain.engine import Engine, PartOutcome
from domain.errors import EngineBusy
from domain.filings import Amendment, Citation, Dates, Filing, LegalEvent, Number, Party, Status
from domain.parts import Part
from domain.query import All, Filter, SearchRequest, Terms
from domain.query import Number as NumberQuery
from domain.text import Text
from tests.indexer.engines.invented import lapse, mark, origin, part, parts, patent

Factory = Callable[[], Engine]


def write(engine: Engine, *batches: Sequence[Part]) -> list[PartOutcome]:
    with engine.writer() as writer:
        outcomes = [outcome for batch in batches for outcome in writer.write(batch)]
        writer.finish()
    return outcomes


def exported(engine: Engine) -> list[bytes]:
    """Return what an export gives: the state of an engine."""
    searcher = engine.searcher()
    lines = [codec.encode(one) for one in searcher.stream(SearchRequest(query=All()))]
    assert searcher.count(All()) == len(lines)
    return lines


def whole_state(engine: Engine, ids: Sequence[str]) -> tuple[list[bytes], list[object]]:
    """Return the export, and every part of the records."""
    searcher = engine.searcher()
    return exported(engine), [(id, searcher.parts(id)) for id in ids]


def test_the_same_part_again_is_stale(engine_factory: Factory) -> None:
    engine = engine_factory()
    assert write(engine, parts([patent(1), patent(2)])) == ["indexed", "indexed"]
    before = exported(engine)
    assert write(engine, parts([patent(1), patent(2)])) == ["stale", "stale"]
    assert exported(engine) == before and len(before) == 2
    engine.close()


def test_the_latest_version_is_shown_whatever_comes_first(engine_factory: Factory) -> None:
    older, newer = part(patent(1, title="Old")), part(patent(1, title="New"), date="2020-02-04")
    for order, outcomes in (((older, newer), ["indexed", "indexed"]), ((newer, older), ["indexed", "stale"])):
        for batches in ([list(order)], [[order[0]], [order[1]]]):
            engine = engine_factory()
            assert write(engine, *batches) == outcomes
            found = engine.searcher().record("US-2000001-A1")
            assert found is not None and found.title[0].text == "New"
            assert engine.searcher().count(Terms("title", "old")) == 0
            engine.close()


def test_equal_versions_keep_the_smaller_place(engine_factory: Factory) -> None:
    first = part(patent(1))
    assert first.content is not None
    later = replace(first, content=replace(first.content, origin=origin(file="b.xml", offset=9)))
    states = []
    for order in ((first, later), (later, first)):
        engine = engine_factory()
        assert write(engine, [order[0]], [order[1]]) == ["indexed", "stale"]
        states.append(whole_state(engine, [first.id]))
        engine.close()
    assert states[0] == states[1] and b'"a.xml"' in states[0][0][0]


def test_a_withdrawal_is_a_version(engine_factory: Factory) -> None:
    filing = part(patent(1))
    gone = part(None, id=filing.id, date="2020-03-03")
    back = part(patent(1, title="Back"), date="2020-04-07")
    engine = engine_factory()
    assert write(engine, [filing]) == ["indexed"]
    assert write(engine, [gone], [gone], [filing]) == ["withdrawn", "stale", "stale"]
    assert engine.searcher().record(filing.id) is None and exported(engine) == []
    assert engine.searcher().ids_of([filing.id]) == []
    assert write(engine, [back]) == ["indexed"]
    assert engine.searcher().ids_of(["US-2000001"]) == [filing.id] and len(exported(engine)) == 1
    engine.close()


def full_text() -> Filing:
    return patent(1, title="Full text", office="EP", kind="A1", abstract=(Text("en", "An abstract of the office."),))


def exchange(date: str = "2020-02-11") -> Filing:
    return patent(
        1, title="Exchange", office="EP", kind="A1", abstract=(), origin=origin("exchange", date), family="123",
        citations=(Citation(office="US", number="1234567", kind="A"),), dates=Dates(published="2019-01-03", granted="2021-01-05"),
    )  # fmt: skip


def many_parts() -> list[Part]:
    """Return parts of two records that meet in every way: sources, groups, versions, withdrawals, amendments."""
    base = mark(1)
    owner = replace(base, parties=(Party(role="proprietor", name="First Owner"),), mark=None, goods=(), numbers=())
    other_owner = replace(owner, parties=(Party(role="proprietor", name="Second Owner"),))
    assignment = Amendment(
        target="EP-AP-12000001", origin=origin("events", "2020-05-05"), group="assignment",
        parties=(Party(role="proprietor", name="Bought It Ltd"),),
        events=(LegalEvent(date="2020-05-01", code="PC", office="EP", category="assignment"),),
    )  # fmt: skip
    return [
        part(full_text()),
        part(exchange(), source="exchange", rank="exchange", date="2020-02-11"),
        part(None, id="EP-2000001-A1", source="exchange", rank="exchange", date="2020-03-10"),
        part(lapse("EP-2000001", "2020-06-01"), source="events", rank="extract", date="2020-06-02"),
        part(assignment, source="events", rank="extract", date="2020-05-05", group="assignment"),
        part(base, source="register", rank="bibliography", date="2020-01-14"),
        part(owner, source="register", rank="bibliography", date="2020-01-21", group="owner", paths=("parties",)),
        part(other_owner, source="register", rank="bibliography", date="2020-01-28", group="owner", paths=("parties",)),
    ]


def test_parts_in_any_order_and_grouping_give_one_state(engine_factory: Factory) -> None:
    given = many_parts()
    ids = sorted({one.id for one in given})
    dice = random.Random(5)
    expected = None
    orders = [given, given[::-1], *(dice.sample(given, len(given)) for _ in range(10))]
    for at, order in enumerate(orders):
        engine = engine_factory()
        cuts = sorted(dice.sample(range(1, len(order)), dice.randint(0, 4))) if at > 1 else range(1, len(order))
        edges = [0, *cuts, len(order)]
        write(engine, *(order[start:end] for start, end in pairwise(edges)))
        state = whole_state(engine, ids)
        expected = expected or state
        assert state == expected, f"order {at}"
        engine.close()
    assert expected is not None and len(expected[0]) == 2
    assert b"Bought It Ltd" in expected[0][0] and b"Full text" in expected[0][0]
    assert b"Second Owner" in expected[0][1] and b"First Owner" not in expected[0][1]


def test_full_text_and_exchange_data_are_parts_of_one_record(engine_factory: Factory) -> None:
    ours, theirs = part(full_text()), part(exchange(), source="exchange", rank="exchange", date="2020-02-11")
    for order in permutations((ours, theirs)):
        engine = engine_factory()
        write(engine, *([one] for one in order))
        filing = engine.searcher().record("EP-2000001-A1")
        assert filing is not None and filing.title[0].text == "Full text" and filing.family == "123"
        assert filing.citations and filing.dates.granted == "2021-01-05" and filing.abstract
        assert {one.source for one in engine.searcher().parts(filing.id)} == {"invented", "exchange"}
        assert [one.content for one in engine.searcher().parts(filing.id)] == [exchange(), full_text()]
        assert engine.searcher().count(Terms("source", "exchange")) == 0
        engine.close()


def test_an_amendment_waits_for_its_filing_and_meets_all_that_answer(engine_factory: Factory) -> None:
    shared = Number(type="application", office="EP", number="12000009")
    first, second = (
        patent(
            n,
            office="EP",
            kind=kind,
            numbers=(*patent(n, office="EP").numbers[:1], shared),
            status=Status(state="in_force"),
        )
        for n, kind in ((1, "A1"), (2, "B1"))
    )
    event = part(lapse("EP-AP-12000009", "2020-06-01"), source="events", rank="extract", date="2020-06-02")
    states = []
    for order in permutations(([event], [part(first)], [part(second)])):
        engine = engine_factory()
        assert write(engine, *order) == ["indexed"] * 3
        searcher = engine.searcher()
        assert [searcher.record(one.id).status.state for one in (first, second)] == ["lapsed", "lapsed"]  # type: ignore[union-attr]
        assert searcher.count(All(), [Filter("status", ("lapsed",))]) == 2
        states.append(exported(engine))
        engine.close()
    assert all(one == states[0] for one in states)
    engine = engine_factory()
    write(engine, [event])
    assert exported(engine) == [] and engine.searcher().ids_of(["EP-AP-12000009"]) == []
    engine.close()


def test_a_later_amendment_of_a_group_replaces_the_earlier(engine_factory: Factory) -> None:
    filing = part(patent(1, office="EP", status=Status(state="in_force")))
    wrong = part(lapse("EP-2000001", "2020-06-01"), source="events", rank="extract", date="2020-06-02", group="fees")
    fee = LegalEvent(date="2020-07-01", office="EP", category="fee")
    right = part(
        Amendment(target="EP-2000001", origin=origin("events", "2020-07-02"), group="fees", events=(fee,)),
        source="events", rank="extract", date="2020-07-02", group="fees",
    )  # fmt: skip
    for order in permutations((filing, wrong, right)):
        engine = engine_factory()
        write(engine, *([one] for one in order))
        found = engine.searcher().record(filing.id)
        assert found is not None and found.status.state == "in_force" and found.events == (fee,)
        engine.close()


def test_a_term_that_ends_by_the_data_date_is_expired(engine_factory: Factory) -> None:
    old = part(
        patent(
            1,
            status=Status(state="in_force"),
            dates=Dates(filed="2000-02-01", granted="2003-01-01", expires="2020-02-01"),
        )
    )
    later = part(patent(2), date="2020-03-03")
    states = []
    for order in permutations(([old], [later])):
        engine = engine_factory()
        write(engine, *order)
        found = engine.searcher().record(old.id)
        assert found is not None and (found.status.state, found.status.since) == ("expired", "2020-02-02")
        assert engine.searcher().count(All(), [Filter("status", ("expired",))]) == 1
        states.append(whole_state(engine, [old.id, later.id]))
        engine.close()
    assert states[0] == states[1]
    engine = engine_factory()
    write(engine, [old])
    assert engine.searcher().record(old.id).status.state == "in_force"  # type: ignore[union-attr]
    assert engine.searcher().state().data_date == "2020-01-07"
    engine.close()


def test_records_are_found_by_their_keys(engine_factory: Factory) -> None:
    engine = engine_factory()
    write(engine, parts([patent(1), patent(1, kind="B2"), mark(1)]))
    searcher = engine.searcher()
    assert searcher.ids_of(["US-2000001"]) == ["US-2000001-A1", "US-2000001-B2"]
    assert searcher.ids_of(["US-TM-75000001", "US-2000001-B2", "nothing"]) == ["US-2000001-B2", "US-TM-75000001"]
    assert searcher.count(NumberQuery("number", "x", ("US-2000001",))) == 2
    assert list(searcher.records(["US-2000001-A1", "nothing"])) == ["US-2000001-A1"]
    engine.close()


def test_a_second_writer_waits_and_then_is_refused(engine_factory: Factory) -> None:
    engine = engine_factory()
    with engine.writer():
        started = time.monotonic()
        with pytest.raises(EngineBusy), engine.writer(wait=0.3):
            pass
        assert 0.25 < time.monotonic() - started < 5
    with engine.writer(wait=0.1):
        pass
    engine.close()


def test_readers_read_while_a_load_writes(engine_factory: Factory) -> None:
    engine = engine_factory()
    write(engine, parts([patent(n) for n in range(50)]))
    failures: list[BaseException] = []
    totals: list[int] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                answer = engine.searcher().search(SearchRequest(query=Terms("text", "battery"), size=5))
                assert len(answer.hits) == 5
                totals.append(answer.total)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for one in threads:
        one.start()
    with engine.writer() as writer:
        for start in range(50, 450, 50):
            writer.write(parts([patent(n) for n in range(start, start + 50)]))
            writer.finish()
    seen = time.monotonic() + 2
    while engine.searcher().count(All()) != 450:
        assert time.monotonic() < seen, "a commit was not seen within two seconds"
        time.sleep(0.05)
    stop.set()
    for one in threads:
        one.join()
    assert not failures and totals and all(50 <= one <= 450 for one in totals)
    engine.close()


def test_a_new_generation_answers_alike_and_the_old_one_returns(engine_factory: Factory) -> None:
    engine = engine_factory()
    write(engine, many_parts(), parts([patent(n) for n in range(5, 25)]))
    before = exported(engine)
    first = engine.searcher().state().generation
    told: list[tuple[int, int]] = []
    assert engine.reindex(lambda done, total: told.append((done, total))).generation != first
    assert exported(engine) == before and told and told[-1][0] == told[-1][1]
    write(engine, parts([patent(99, title="After the reindexing")]))
    assert engine.rollback().generation == first
    assert len(exported(engine)) == len(before) + 1 and engine.searcher().count(Terms("title", "reindexing")) == 1
    assert all(one.sound for one in engine.check())
    engine.close()
