"""How an earlier right stands against the day of the asked mark: its dates, what they mean, and what they leave open.

Invariants: everything is worked out from the dates and the status of the record; where a date is missing nothing is
said. The day of the asked mark is its priority, else its filing date, else today.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.dates import first_day, partial_date
from domain.filings import Filing, PartialDate
from domain.marks.check import Check
from domain.text import Wording
from search_api.conflicts.profiles import Profile

Order = Literal["earlier-registration", "earlier-application", "same-day", "later", "unknown"]
_NON_USE = 3


@dataclass(frozen=True, slots=True)
class Remark:
    """What the dates of an earlier right say; ``speaks`` for or against a conflict; ``on`` is the date behind it."""

    code: str
    wording: Wording
    speaks: Literal["for", "against"]
    on: PartialDate | None


def day_of(check: Check) -> PartialDate:
    """Return the day that decides between the asked mark and others."""
    return check.priority or check.filed or date.today().isoformat()


def earliest(filing: Filing) -> PartialDate | None:
    """Return the day that decides for a record: its priority, else its filing, else its registration."""
    return filing.dates.priority or filing.dates.filed or filing.dates.registered


def order_of(filing: Filing, check: Check) -> Order:
    """Return whether a record came before, on, or after the day of the asked mark."""
    when, day = earliest(filing), day_of(check)
    if when is None:
        return "unknown"
    if (check.filed or check.priority) and when == day:
        return "same-day"
    if when > day:
        return "later"
    registered = filing.status.state == "in_force" or filing.dates.registered is not None
    return "earlier-registration" if registered else "earlier-application"


def remarks(filing: Filing, check: Check, profile: Profile) -> Iterator[Remark]:
    """Yield what the dates and the status say."""
    order, day = order_of(filing, check), day_of(check)
    when = earliest(filing)
    if order == "same-day":
        yield Remark("same-day", Wording("同日申请", "Filed on the same day"), "for", when)
    elif order == "later":
        yield Remark(
            "later",
            Wording(f"申请在后（{when}），仅供参考", f"Filed later ({when}): shown for information only"),
            "against",
            when,
        )
    elif order == "earlier-application" and filing.status.state == "pending":
        yield Remark(
            "pending",
            Wording("尚未核准注册，依申请先后处理", "Not yet registered: the earlier filing decides"),
            "against",
            when,
        )
    yield from _ended(filing, day)
    yield from _non_use(filing, day, profile)


def _ended(filing: Filing, day: PartialDate) -> Iterator[Remark]:
    if filing.status.state not in ("lapsed", "expired"):
        return
    ended = filing.dates.ended_on or filing.status.since or filing.dates.expires
    if ended is None:
        yield Remark("ended", Wording("已失效", "No longer in force"), "against", None)
    elif _years_after(ended, 1) > day:
        yield Remark(
            "within-a-year",
            Wording(f"{ended} 失效，未满一年", f"Ended on {ended}, less than a year ago"), "for", ended,
        )  # fmt: skip
    else:
        yield Remark("ended", Wording(f"{ended} 已失效", f"Ended on {ended}"), "against", ended)


def _non_use(filing: Filing, day: PartialDate, profile: Profile) -> Iterator[Remark]:
    registered = filing.dates.registered
    if filing.status.state != "in_force" or registered is None:
        return
    statute = profile.statute("non-use")
    years = statute.years if statute is not None else _NON_USE
    since = _years_after(registered, years)
    if since <= day:
        yield Remark(
            "non-use",
            Wording(f"注册已满 {years} 年，自 {since} 起可要求证明使用", f"Registered for {years} years: use can be put to proof since {since}"),
            "against",
            since,
        )  # fmt: skip


def _years_after(day: PartialDate, years: int) -> PartialDate:
    found = first_day(partial_date(day) or day)
    try:
        return found.replace(year=found.year + years).isoformat()
    except ValueError:
        return found.replace(year=found.year + years, day=28).isoformat()
