"""A record from its parts: the latest part of a key wins, the highest source shows, amendments apply whatever came first."""

import itertools
from dataclasses import replace

from domain.filings import (
    Amendment,
    Citation,
    Claim,
    ClassSymbol,
    Dates,
    Filing,
    Goods,
    LegalEvent,
    Mark,
    Number,
    Origin,
    Party,
    Patent,
    Statement,
    Status,
    Trademark,
)
from domain.parts import Part, Rank, assemble, part_version, restricted
from domain.text import Text

ORIGIN = Origin(source="one", file="a.xml")
FULL = Patent(
    id="EP-1-B1",
    office="EP",
    kind="B1",
    origin=ORIGIN,
    status=Status(state="in_force", since="2010-01-06"),
    title=(Text("en", "Dryer"),),
    claims=(Claim(lang="en", number=1, text="A dryer."),),
    dates=Dates(published="2010-01-06"),
    numbers=(Number(type="publication", office="EP", number="1", kind="B1"),),
)
BIBLIOGRAPHY = replace(
    FULL,
    origin=Origin(source="two", file="b.xml"),
    family="123",
    title=(Text("de", "Trockner"),),
    claims=(),
    dates=Dates(published="2010-01-07", filed="2005-03-01"),
    citations=(Citation(office="US", number="5", category="X"),),
    numbers=(Number(type="publication", office="EP", number="1"), Number(type="priority", office="DE", number="9")),
)


def part(filing: Filing | Amendment | None, source: str, rank: Rank = "full_text", version: int = 1, group: str = "whole",
         paths: tuple[str, ...] = ()) -> Part:  # fmt: skip
    return Part(
        id="EP-1-B1",
        source=source,
        group=group,
        rank=rank,
        version=version,
        right="patent",
        content=filing,
        paths=paths,
    )


def test_the_highest_source_shows_and_the_lower_one_fills_in() -> None:
    parts = [part(FULL, "one"), part(BIBLIOGRAPHY, "two", "exchange", version=9)]
    for order in itertools.permutations(parts):
        found = assemble("EP-1-B1", order)
        assert found is not None
        assert found.title == FULL.title and found.claims == FULL.claims and found.origin == ORIGIN
        assert found.family == "123" and found.citations == BIBLIOGRAPHY.citations
        assert found.dates == Dates(published="2010-01-06", filed="2005-03-01")
        assert [(one.type, one.number) for one in found.numbers] == [("publication", "1"), ("priority", "9")]


def test_without_a_body_there_is_no_record() -> None:
    amendment = Amendment(target="EP-1-B1", origin=ORIGIN, group="e")
    assert assemble("EP-1-B1", [part(amendment, "events", "extract"), part(None, "one")]) is None


def test_amendments_apply_oldest_first_in_any_order() -> None:
    lapse = Amendment(
        target="EP-1", origin=ORIGIN, group="a", events=(LegalEvent(date="2015-01-01", office="EP", category="lapse"),)
    )
    restored = Amendment(
        target="EP-1",
        origin=ORIGIN,
        group="b",
        events=(LegalEvent(date="2016-01-01", office="EP", category="restoration"),),
        parties=(Party(role="proprietor", name="New owner"),),
    )
    parts = [part(FULL, "one"), part(lapse, "events", "extract", 5, "a"), part(restored, "events", "extract", 6, "b")]
    for order in itertools.permutations(parts):
        found = assemble("EP-1-B1", order)
        assert found is not None
        assert found.status.state == "in_force" and found.status.since == "2016-01-01"
        assert [one.category for one in found.events] == ["lapse", "restoration"]
        assert [one.name for one in found.parties] == ["New owner"]
    alone = assemble("EP-1-B1", parts[:2])
    assert alone is not None and (alone.status.state, alone.status.reason) == ("lapsed", "fee_unpaid")


def test_groups_replace_what_they_carry_and_nothing_else() -> None:
    mark = Trademark(
        id="US-TM-1",
        office="US",
        origin=ORIGIN,
        mark=Mark(text="YUNLAN", kind="word", statements=(Statement(type="translation", text="cloud mist"),)),
        parties=(Party(role="proprietor", name="Old"), Party(role="agent", name="Agent")),
        classes=(ClassSymbol(scheme="nice", symbol="30"),),
        goods=(Goods(class_="30", lang="en", text="tea"),),
    )
    header = restricted(mark, ("mark.text", "mark.kind"))
    owners = restricted(mark, ("parties.proprietor",))
    assert isinstance(header, Trademark) and header.mark == Mark(text="YUNLAN", kind="word") and header.goods == ()
    statements = ("mark.statements",)
    parts = [
        part(header, "tm", group="header", paths=("mark.text", "mark.kind")),
        part(restricted(mark, statements), "tm", group="statements", paths=statements),
        part(owners, "tm", group="owners", paths=("parties.proprietor",)),
    ]
    found = assemble("US-TM-1", parts)
    assert isinstance(found, Trademark)
    assert found.mark == mark.mark
    assert [one.name for one in found.parties] == ["Old"]


def test_versions_order_by_date_then_issue_then_occurrence_then_bytes() -> None:
    low = part_version("2010-01-05", 0, 1, b"\xff" * 32)
    assert low < part_version("2010-01-05", 0, 2, bytes(32)) < part_version("2010-01-05", 1, 1, bytes(32))
    assert part_version("2010-01-05", 127, 4095, b"\xff" * 32) < part_version("2010-01-06", 0, 0, bytes(32))
    assert part_version("2010", 0, 1, bytes(32)) < part_version("2010-01", 0, 1, bytes(32))
    assert 0 <= part_version("", 0, 0, bytes(32)) < part_version("9999-12-31", 999, 99999, b"\xff" * 32) < 1 << 63
