"""Dates keep the precision that they were given with."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import as_number, earliest, first_day, from_number, last_day, partial_date, years_later

DAYS = st.dates(date(1600, 1, 1), date(2399, 12, 31))


@given(DAYS)
def test_a_day_in_every_spelling(day: date) -> None:
    iso = day.isoformat()
    spellings = [iso, iso.replace("-", ""), iso.replace("-", "."), f"{iso}Z", f"{iso}-05:00", f"{iso}T12:00:00Z"]
    assert {partial_date(text) for text in spellings} == {iso}
    assert partial_date(f"{day.day:02d}/{day.month:02d}/{day.year}", day_first=True) == iso
    assert partial_date(f"{day.year}年{day.month}月{day.day}日") == iso
    assert first_day(iso) == last_day(iso) == day
    assert from_number(as_number(iso)) == iso
    assert partial_date(iso[:7].replace("-", "") + "00") == iso[:7]
    assert first_day(iso[:7]) <= day <= last_day(iso[:7])
    assert from_number(as_number(iso[:4])) == iso[:4]


@given(DAYS, st.integers(0, 30))
def test_years_later_is_a_day_that_exists(day: date, years: int) -> None:
    later = years_later(day.isoformat(), years)
    assert partial_date(later) == later or int(later[:4]) >= 2400
    assert later[5:] in (day.isoformat()[5:], "02-28")


@pytest.mark.parametrize(
    "text",
    [
        "00000000",
        "0",
        "",
        None,
        "20230229",
        "2023-13",
        "20231301",
        "20200015",
        "15000101",
        "31/02/2020",
        "soon",
        "2020-1-",
    ],
)
def test_what_is_no_date(text: str | None) -> None:
    assert partial_date(text, day_first=True) is None


def test_earliest() -> None:
    assert earliest(None, None) is None
    assert earliest("2010-05-01", "2010-04") == "2010-04"
