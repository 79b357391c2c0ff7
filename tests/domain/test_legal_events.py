"""What events do to the state of a right, and the state on a date."""

import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.filings import STATES, Dates, LegalEvent, State, Status
from domain.gazette_codes import category_of, words_of
from domain.legal_events import CATEGORIES, REASON_LABELS, STATE_LABELS, in_order, state_on, status_after
from tests.shared_files import shared_path


def event(category: str, date: str | None, text: str | None = None, office: str = "CN") -> LegalEvent:
    return LegalEvent(date=date, office=office, category=category, text=text)


@pytest.mark.parametrize(
    ("before", "category", "state", "reason"),
    [
        ("unknown", "filing", "pending", None),
        ("unknown", "publication", "pending", None),
        ("in_force", "examination", "in_force", None),
        ("lapsed", "publication", "lapsed", None),
        ("pending", "grant", "in_force", None),
        ("pending", "registration", "in_force", None),
        ("pending", "refusal", "lapsed", "refused"),
        ("pending", "withdrawal", "lapsed", "withdrawn"),
        ("in_force", "lapse", "lapsed", "fee_unpaid"),
        ("in_force", "expiry", "expired", "term_over"),
        ("in_force", "revocation", "lapsed", "revoked"),
        ("expired", "invalidation", "lapsed", "revoked"),
        ("in_force", "surrender", "lapsed", "surrendered"),
        ("lapsed", "restoration", "in_force", None),
        ("expired", "renewal", "in_force", None),
        ("lapsed", "renewal", "lapsed", None),
        ("in_force", "opposition", "in_force", None),
        ("in_force", "pledge", "in_force", None),
        ("pending", "fee", "pending", None),
        ("in_force", "never heard of", "in_force", None),
    ],
)
def test_one_event(before: State, category: str, state: State, reason: str | None) -> None:
    after = status_after(Status(state=before), [event(category, "2020-05-06")], "CN")
    assert (after.state, after.reason) == (state, reason)


def test_events_count_in_the_order_of_their_dates() -> None:
    events = [event("restoration", "2016-03"), event("lapse", "2015-09-01"), event("grant", "2010-01-01")]
    assert status_after(Status(state="unknown"), events, "CN") == Status(
        state="in_force", since="2016-03", office_text=None
    )
    assert [one.category for one in in_order(events)] == ["grant", "lapse", "restoration"]


def test_what_the_register_already_knows_is_not_applied_again() -> None:
    known = Status(state="in_force", since="2016-03-01", office_text="恢复")
    assert status_after(known, [event("lapse", "2015-09-01")], "CN") == known
    assert status_after(known, [event("lapse", "2018-09-01")], "CN").state == "lapsed"


def test_another_office_does_not_end_the_right() -> None:
    status = Status(state="in_force")
    assert status_after(status, [event("lapse", "2018-09-01", office="DE")], "EP") == status
    assert status_after(status, [event("lapse", "2018-09-01", office="EP")], "EP").state == "lapsed"


def test_what_is_taken_in_part_leaves_the_rest_in_force() -> None:
    status = Status(state="in_force")
    assert status_after(status, [event("invalidation", "2018-09-01", "宣告专利权部分无效")], "CN") == status
    assert status_after(status, [event("surrender", "2018-09-01", "partially surrendered")], "CN") == status
    announced = LegalEvent(date="2018-09-01", code="IP01", office="CN", category="invalidation")
    assert status_after(status, [announced], "CN") == status
    assert status_after(status, [event("invalidation", "2018-09-01", "专利权全部无效")], "CN").state == "lapsed"


@pytest.mark.parametrize(
    ("date", "state"),
    [
        ("1999-12-31", None), ("2000-01-05", "pending"), ("2003-02-03", "pending"), ("2003-02-04", "in_force"),
        ("2019", "in_force"), ("2020-01-05", "in_force"), ("2020-01-06", "expired"), ("2020", "expired"),
    ],
)  # fmt: skip
def test_state_on_a_date(date: str, state: State | None) -> None:
    dates = Dates(filed="2000-01-05", granted="2003-02-04", expires="2020-01-05")
    assert state_on(dates, Status(state="in_force", since="2003-02-04"), date) == state


def test_state_after_an_end() -> None:
    dates = Dates(filed="2000-01-05", granted="2003-02-04", expires="2020-01-05")
    lapsed = Status(state="lapsed", since="2010-07-01", reason="fee_unpaid")
    assert [state_on(dates, lapsed, day) for day in ("2010-06-30", "2010-07-01", "2030-01-01")] == [
        "in_force", "lapsed", "lapsed",
    ]  # fmt: skip
    assert state_on(dates, Status(state="lapsed"), "2010-01-01") == "unknown"
    assert state_on(Dates(), Status(state="unknown"), "2010-01-01") == "unknown"
    assert state_on(Dates(), Status(state="in_force", since="2009"), "2010-01-01") == "in_force"


DAYS = st.dates().map(lambda day: day.isoformat()).filter(lambda day: day >= "1600")


@given(DAYS, st.lists(st.tuples(st.sampled_from(sorted(CATEGORIES)), DAYS), max_size=6))
def test_the_order_of_arrival_plays_no_part(start: str, given_events: list[tuple[str, str]]) -> None:
    events = [event(category, date) for category, date in given_events]
    if len({one.date for one in events}) < len(events):
        return
    after = status_after(Status(state="unknown"), events, "CN")
    assert status_after(Status(state="unknown"), reversed(events), "CN") == after
    assert after.state in STATES


def test_everything_has_a_label_in_both_languages() -> None:
    assert set(STATE_LABELS) == set(STATES)
    labels = [one.label for one in CATEGORIES.values()] + list(STATE_LABELS.values()) + list(REASON_LABELS.values())
    assert all(label.zh and label.en for label in labels)
    reasons = {one.effect.reason for one in CATEGORIES.values() if one.effect and one.effect.reason}
    assert reasons == set(REASON_LABELS)


@pytest.mark.shared
def test_gazette_codes_all_have_a_category() -> None:
    with shared_path("cnipa/legal/event_codes.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    found = {row["code"]: category_of("CN", row["code"]) for row in rows}
    assert len(found) == 22
    assert Counter(found.values())["other"] == 1
    assert all(words_of("CN", code) for code in found)
    for row in rows:
        by_words = category_of("CN", None, row["name_zh"])
        assert by_words in (found[row["code"]], "other")
