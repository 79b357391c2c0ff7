"""Publications that go back to one first filing are one family."""

from hypothesis import given
from hypothesis import strategies as st

from domain.families import family_of, group_key, hashed
from domain.filings import GeographicalIndication, Number, Origin, Patent, Trademark

ORIGIN = Origin(source="invented", file="invented.xml")


def patent(id: str, *numbers: Number, family: str | None = None) -> Patent:
    return Patent(id=id, office=id[:2], origin=ORIGIN, numbers=numbers, family=family)


def test_a_first_filing_meets_its_followers() -> None:
    first = patent("US-7272630-B2", Number(type="application", office="US", number="10123456", date="2003-05-06"))
    claim = Number(type="priority", office="US", number="123456", kind="A", date="2003-05-06")
    follower = patent("EP-1234567-A1", Number(type="application", office="EP", number="04794205"), claim)
    assert family_of(first) == family_of(follower)
    other = patent("EP-1234568-A1", Number(type="application", office="EP", number="04794206"))
    assert family_of(other) != family_of(first)


def test_the_order_of_priorities_plays_no_part() -> None:
    claims = [Number(type="priority", office="JP", number=f"200215629{n}") for n in range(3)]
    assert family_of(patent("US-1-A", *claims)) == family_of(patent("EP-2-A1", *reversed(claims)))
    assert family_of(patent("US-1-A", *claims)) != family_of(patent("EP-2-A1", *claims[:2]))


def test_the_regional_phase_meets_the_international_application() -> None:
    world = patent("WO-2022259205-A1", Number(type="application", office="WO", number="PCTIB2022055385"))
    phase = patent(
        "EP-4444444-A1",
        Number(type="application", office="EP", number="22737944"),
        Number(type="international", office="WO", number="PCTIB2022055385"),
    )
    assert family_of(world) == family_of(phase)


def test_a_stated_family_stays() -> None:
    assert family_of(patent("EP-1-A1", family="82558028")) == "82558028"


def test_marks_and_indications_are_families_of_their_own() -> None:
    claim = Number(type="priority", office="DE", number="302020000001")
    mark = Trademark(id="EM-TM-018222473", office="EM", origin=ORIGIN, numbers=(claim,))
    assert family_of(mark) == mark.id
    assert family_of(GeographicalIndication(id="GB-GI-X", office="GB", origin=ORIGIN)) == "GB-GI-X"


@given(st.lists(st.text(min_size=1), min_size=1), st.text())
def test_keys_are_stable_and_positive(names: list[str], text: str) -> None:
    assert hashed(tuple(names)) == hashed(tuple(reversed(names)) + tuple(names))
    assert 0 < group_key(text) < 2**63
