"""Filings to JSON and back: nothing is lost, keys stand in the contract's order, equal filings give equal bytes."""

import json
from dataclasses import replace

import pytest
from pydantic import ValidationError

from domain.codec import as_json, decode, decode_amendment, encode, encode_amendment, halves, joined, light, with_heavy
from domain.filings import (
    Amendment,
    Claim,
    Dates,
    Design,
    Filing,
    GeographicalIndication,
    Goods,
    LayoutDesign,
    LegalEvent,
    Mark,
    Number,
    Origin,
    Patent,
    Section,
    SpecialSign,
    Status,
    Trademark,
)
from domain.text import Text

ORIGIN = Origin(source="s", file="f.xml", offset=7, source_date="2011-01-04")
ORDER = [
    "id", "right", "office", "kind", "language", "family", "origin", "status", "numbers", "dates", "title", "abstract",
    "claims", "description", "parties", "classes", "citations", "events", "mark", "goods", "product", "area",
    "derived",
]  # fmt: skip
PATENT = Patent(
    id="US-7862893-B2",
    office="US",
    kind="B2",
    language="en",
    family="77",
    origin=ORIGIN,
    status=Status(state="in_force", since="2011-01-04"),
    numbers=(Number(type="publication", office="US", number="7862893", kind="B2", text="07862893"),),
    dates=Dates(published="2011-01-04", priority="2007-08"),
    title=(Text("en", "Wax particle"), Text("zh", "蜡粒")),
    claims=(Claim(lang="en", number=2, text="As in claim 1.", depends_on=(1,)),),
    description=(Section(lang="en", heading="FIELD", text="a\nb"),),
)
FILINGS: list[Filing] = [
    PATENT,
    Trademark(
        id="US-TM-1",
        office="US",
        origin=ORIGIN,
        mark=Mark(text="云岚"),
        goods=(Goods(class_="9", lang="en", text="x"),),
    ),
    Design(id="EM-D-1-1", office="EM", origin=ORIGIN, product="Lamp", views=("1.jpg",)),
    GeographicalIndication(id="GB-GI-1", office="GB", origin=ORIGIN, product="Tea", area="Lanxi"),
    LayoutDesign(id="CN-LD-1", office="CN", origin=ORIGIN),
    SpecialSign(id="CN-SIGN-1", office="CN", origin=ORIGIN, mark=Mark(text="2008")),
]


@pytest.mark.parametrize("filing", FILINGS, ids=lambda one: one.right)
def test_a_filing_comes_back_as_it_was(filing: Patent) -> None:
    assert decode(encode(filing)) == filing
    assert encode(decode(encode(filing))) == encode(filing)


@pytest.mark.parametrize("filing", FILINGS, ids=lambda one: one.right)
def test_keys_stand_in_one_order_and_absent_values_have_none(filing: Patent) -> None:
    keys = [key for key in as_json(filing) if key != "views"]
    assert keys == [key for key in ORDER if key in keys]
    assert as_json(filing)["status"]["state"] in ("in_force", "unknown")
    assert "null" not in encode(filing).decode() and "[]" not in encode(filing).decode()


def test_goods_name_their_class_as_the_contract_does() -> None:
    assert as_json(FILINGS[1])["goods"] == [{"class": "9", "lang": "en", "text": "x"}]


def test_a_hit_leaves_out_claims_and_description() -> None:
    assert not {"claims", "description"} & set(light(as_json(PATENT)))


def test_chinese_is_written_as_it_is() -> None:
    assert "蜡粒".encode() in encode(PATENT) and b"\n" not in encode(PATENT)
    assert json.loads(encode(PATENT))["title"][1] == {"lang": "zh", "text": "蜡粒"}


def test_anything_else_is_refused() -> None:
    with pytest.raises((ValidationError, KeyError)):
        decode(b'{"id":"x","right":"patent","office":"US"}')
    with pytest.raises((ValidationError, KeyError)):
        decode(b'{"id":"x","right":"copyright","office":"US","origin":{"source":"s","file":"f"}}')


def test_amendments_come_back_as_they_were() -> None:
    amendment = Amendment(
        target="CN-AP-1",
        origin=ORIGIN,
        group="e",
        events=(LegalEvent(office="CN", category="licence", text="独占许可"),),
    )
    assert decode_amendment(encode_amendment(amendment)) == amendment


@pytest.mark.parametrize("filing", FILINGS, ids=lambda one: str(one.right))
def test_what_engines_keep_gives_the_filing_back(filing: Filing) -> None:
    kept, heavy = halves(filing)
    assert joined(kept, heavy) == filing
    assert joined(kept, None) == replace(filing, claims=(), description=())
    assert heavy is None or with_heavy(joined(kept, None), heavy) == filing
    assert (heavy is None) == (not filing.claims and not filing.description)
