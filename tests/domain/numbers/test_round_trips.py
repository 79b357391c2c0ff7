"""Numbers survive every spelling, and normal forms stay as they are."""

from hypothesis import given
from hypothesis import strategies as st

from domain.filings import NumberType
from domain.numbers import cn, ep, normal, number_key, publication_id, readings, us, wo

SERIALS = st.integers(min_value=1, max_value=9_999_999)


@given(st.integers(2004, 2030), st.sampled_from("12389"), SERIALS)
def test_chinese_application_in_every_spelling(year: int, kind: str, serial: int) -> None:
    digits = f"{year}{kind}{serial:07d}"
    whole = digits + cn.check_digit(digits)
    spellings = [
        digits, whole, f"CN{whole}", f"ZL{digits}.{whole[-1]}", f"ZL {digits[:4]} {kind} {digits[5:]}.{whole[-1]}",
        f"{kind}0{year}00{serial:07d}",
    ]  # fmt: skip
    assert {cn.application(text) for text in spellings} == {whole}
    assert cn.is_valid(whole)
    assert cn.application(cn.formatted(whole)) == whole
    assert f"CN-AP-{whole}" in {one.key for one in readings(f"ZL{cn.formatted(whole)}")}


@given(st.integers(2004, 2030), SERIALS, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(year: int, serial: int, place: int, change: int) -> None:
    digits = f"{year}1{serial:07d}"
    whole = digits + cn.check_digit(digits)
    if whole[place] == "X":
        return
    damaged = whole[:place] + str((int(whole[place]) + change) % 10) + whole[place + 1 :]
    assert not cn.is_valid(damaged)


@given(st.integers(0, 99), st.integers(1, 999_999))
def test_european_application_in_every_spelling(year: int, serial: int) -> None:
    digits = f"{year:02d}{serial:06d}"
    century = "19" if year >= 78 else "20"
    printed = ep.formatted(digits)
    spellings = [digits, printed, f"EP {printed}", f"EP{century}{year:02d}0{serial:06d}", f"EP{digits}"]
    assert {ep.application(text) for text in spellings} == {digits}
    assert ep.is_valid(printed)
    total = sum(int(one) for place, digit in enumerate(digits) for one in str(int(digit) * (1 + place % 2)))
    assert (total + int(printed[-1])) % 10 == 0


@given(st.integers(1978, 2035), st.integers(1, 99_999), st.sampled_from(["EP", "US", "CN", "IB"]))
def test_international_numbers_in_every_spelling(year: int, serial: int, office: str) -> None:
    short = f"{year % 100:02d}"
    number = f"PCT{office}{year}{serial:06d}"
    spellings = [f"PCT/{office}{year}/{serial:06d}", f"PCT/{office}{short}/{serial:05d}", f"WO{year}{office}{serial}"]
    assert {wo.application(text) for text in spellings} == {number}
    assert wo.application(f"{year}{serial:06d}", office, "W") == number
    assert (
        wo.publication(f"WO {year}/{serial:06d}") == wo.publication(f"WO{short}/{serial:05d}") == f"{year}{serial:06d}"
    )


@given(st.sampled_from(["", "D", "RE", "PP", "H"]), st.integers(10_000, 9_999_999), st.integers(0, 2))
def test_american_publications_lose_only_padding(letters: str, serial: int, zeros: int) -> None:
    assert us.publication(f"US{letters}{'0' * zeros}{serial}") == f"{letters}{serial}"
    assert us.publication(f"{letters} {serial:,}") == f"{letters}{serial}"


@given(
    st.sampled_from(["US", "EP", "CN", "WO", "JP", "KR", "DE", "FR"]),
    st.sampled_from(["publication", "application", "priority"]),
    st.text(alphabet="0123456789ABPXHT/-., ", min_size=1, max_size=18),
)
def test_normal_forms_stay_as_they_are(office: str, number_type: NumberType, text: str) -> None:
    once = normal(office, number_type, text)
    assert normal(office, number_type, once) == once
    assert number_key(number_type, office, once) == number_key(number_type, office, text)


@given(st.text(max_size=70))
def test_any_text_is_read_without_fail(text: str) -> None:
    for reading in readings(text):
        assert reading.key


@given(st.sampled_from(["US", "EP", "CN"]), st.integers(1_000_000, 9_999_999), st.sampled_from(["A", "B2", "A1", "U"]))
def test_the_id_of_a_publication_is_a_reading_of_itself(office: str, number: int, kind: str) -> None:
    id = publication_id(office, str(number), kind)
    assert [one.key for one in readings(id)] == [id]
    assert [one.key for one in readings(f"{office} {number} {kind}")] == [id]
