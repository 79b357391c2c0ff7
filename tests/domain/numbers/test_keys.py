"""Records are found and linked by keys: spellings agree across offices' own files, exchange data and claims of priority."""

import pytest

from domain.filings import (
    Citation,
    Design,
    Filing,
    GeographicalIndication,
    Number,
    NumberType,
    Origin,
    Patent,
    Trademark,
)
from domain.numbers import application_key, citation_key, docdb, key_of, keys_of, normal, number_key

ORIGIN = Origin(source="invented", file="invented.xml")


def patent(id: str, *numbers: Number) -> Patent:
    return Patent(id=id, office=id[:2], origin=ORIGIN, numbers=numbers)


def test_a_grant_and_the_priority_claimed_from_it_have_one_key() -> None:
    own = number_key("application", "US", normal("US", "application", "10/123,456"))
    claims = [
        normal("US", "priority", "123456", date="2003-05-06"),
        docdb.application("US", "12345603", "A", "2003-05-06")[1],
        docdb.application("US", "200310123456", "A", "2003-05-06")[1],
        (docdb.epodoc("US20030123456", "2003-05-06") or ("", ""))[1],
    ]
    assert {number_key("priority", "US", claim) for claim in claims} == {own} == {"US-AP-10123456"}


@pytest.mark.parametrize(
    ("office", "spellings", "key"),
    [
        ("EP", ["03250605", "03250605.1", "EP20030250605", "EP 03 250 605"], "EP-AP-03250605"),
        ("CN", ["2003 3 01268797", "200330126879.7", "ZL200330126879.7", "200330126879"], "CN-AP-2003301268797"),
        ("JP", ["2004-039542", "特願2004-39542", "2004039542"], "JP-AP-2004039542"),
        ("KR", ["10-2005-0030343", "20050030343", "102005000030343"], "KR-AP-1020050030343"),
        ("DE", ["10 2004 057 741", "102004057741", "10 2004 057 741.3"], "DE-AP-102004057741"),
        ("US", ["60/331,477", "60331477", "200160331477"], "US-AP-60331477"),
    ],
)
def test_spellings_of_a_priority(office: str, spellings: list[str], key: str) -> None:
    assert {number_key("priority", office, normal(office, "priority", text)) for text in spellings} == {key}


@pytest.mark.parametrize(
    ("filing", "keys"),
    [
        (
            patent(
                "US-7272630-B2",
                Number(type="publication", office="US", number="7272630", kind="B2"),
                Number(type="application", office="US", number="10123456"),
                Number(type="priority", office="EP", number="01963450"),
                Number(type="related", office="US", number="6626458"),
            ),
            {"US-7272630-B2", "US-7272630", "US-AP-10123456", "*-7272630", "*-10123456"},
        ),
        (
            Trademark(
                id="US-TM-75932504", office="US", origin=ORIGIN,
                numbers=(
                    Number(type="application", office="US", number="75932504"),
                    Number(type="registration", office="US", number="3068631"),
                    Number(type="international", office="WO", number="1234567"),
                ),
            ),
            {"US-TM-75932504", "US-TM-RN-3068631", "WO-TM-1234567", "*-75932504", "*-3068631", "*-1234567"},
        ),
        (
            Design(
                id="EM-D-000123456-0001", office="EM", origin=ORIGIN,
                numbers=(Number(type="registration", office="EM", number="000123456-0001"),),
            ),
            {"EM-D-000123456-0001", "*-1234560001"},
        ),
        (
            Design(
                id="US-D607201-S1", office="US", kind="S1", origin=ORIGIN,
                numbers=(
                    Number(type="publication", office="US", number="D607201", kind="S1"),
                    Number(type="application", office="US", number="29313240"),
                ),
            ),
            {"US-D607201-S1", "US-D607201", "US-AP-29313240", "*-607201", "*-29313240"},
        ),
        (
            GeographicalIndication(
                id="GB-GI-PGI-IT-02305", office="GB", origin=ORIGIN,
                numbers=(Number(type="registration", office="GB", number="PGI-IT-02305"),),
            ),
            {"GB-GI-PGI-IT-02305"},
        ),
    ],
)  # fmt: skip
def test_keys_of_a_filing(filing: Filing, keys: set[str]) -> None:
    assert set(keys_of(filing)) == keys
    assert keys_of(filing)[0] == filing.id


def test_the_application_joins_publications() -> None:
    number = Number(type="application", office="EP", number="01963450", text="01963450.0")
    assert application_key(patent("EP-1234567-A1", number)) == application_key(patent("EP-1234567-B1", number))
    assert application_key(patent("EP-1234567-A1")) == application_key(patent("EP-1234567-B1")) == "EP-1234567"


@pytest.mark.parametrize(
    ("citation", "key"),
    [
        (Citation(office="US", number="D90091", kind="S"), "US-D90091"),
        (Citation(text="U.S. Patent 4,939,239"), "US-4939239"),
        (Citation(text="US Patent No. 4,710,026"), "US-4710026"),
        (Citation(text="WO91/06571"), "WO-1991006571"),
        (Citation(text="EP-A-0 123 456"), None),
        (Citation(text="Journal of Cells, 1999, pages 1-10"), None),
        (Citation(), None),
    ],
)
def test_keys_of_citations(citation: Citation, key: str | None) -> None:
    assert citation_key(citation) == key


@pytest.mark.parametrize("number_type", ["application", "priority"])
def test_an_international_application_is_one_whoever_claims_it(number_type: NumberType) -> None:
    spelled = [("WO", "PCT/IB2022/055385"), ("IB", "PCTIB2022055385"), ("US", "PCT/IB22/55385")]
    assert {number_key(number_type, office, text) for office, text in spelled} == {"WO-AP-PCTIB2022055385"}
    by_kind = Number(type=number_type, office="IB", number="2022055385", kind="W")
    assert key_of(by_kind) == "WO-AP-PCTIB2022055385"
