"""Legal events: the categories they fall in, and what each does to the state of a right.

Invariants: one table says what a category does; events are applied in date order, and a state once ended is left only
by a restoration (or a later grant, registration or renewal); unknown categories change nothing; an event of another
office (a national lapse of a European patent) leaves the state of the filing as it is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from domain.dates import as_number
from domain.filings import Dates, LegalEvent, PartialDate, State, Status
from domain.gazette_codes import PARTIAL
from domain.text import Wording

Reason = Literal["fee_unpaid", "withdrawn", "refused", "revoked", "surrendered", "term_over"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What events of a category do: the state they bring, why, and from which states (empty: from any)."""

    state: State
    reason: Reason | None = None
    only_from: tuple[State, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A category of legal events with its label; ``effect`` is ``None`` where the state stays as it is."""

    name: str
    label: Wording
    effect: Effect | None = None


_OPEN: tuple[State, ...] = ("unknown", "pending")
_LIVE: tuple[State, ...] = ("unknown", "pending", "in_force")

CATEGORIES: dict[str, Category] = {
    one.name: one
    for one in (
        Category("filing", Wording("申请", "Filing"), Effect("pending", only_from=("unknown",))),
        Category("publication", Wording("公布", "Publication"), Effect("pending", only_from=("unknown",))),
        Category("examination", Wording("审查", "Examination"), Effect("pending", only_from=("unknown",))),
        Category("grant", Wording("授权", "Grant"), Effect("in_force")),
        Category("registration", Wording("注册", "Registration"), Effect("in_force")),
        Category("opposition", Wording("异议", "Opposition")),
        Category("refusal", Wording("驳回", "Refusal"), Effect("lapsed", "refused", _LIVE)),
        Category("withdrawal", Wording("撤回", "Withdrawal"), Effect("lapsed", "withdrawn", _LIVE)),
        Category("lapse", Wording("终止", "Lapse"), Effect("lapsed", "fee_unpaid", _LIVE)),
        Category("expiry", Wording("届满", "Expiry"), Effect("expired", "term_over")),
        Category(
            "restoration",
            Wording("恢复", "Restoration"),
            Effect("in_force", only_from=("lapsed", "expired", "unknown")),
        ),
        Category("revocation", Wording("撤销", "Revocation"), Effect("lapsed", "revoked")),
        Category("invalidation", Wording("无效", "Invalidation"), Effect("lapsed", "revoked")),
        Category("surrender", Wording("放弃", "Surrender"), Effect("lapsed", "surrendered", _LIVE)),
        Category(
            "renewal", Wording("续展", "Renewal"), Effect("in_force", only_from=("unknown", "in_force", "expired"))
        ),
        Category("fee", Wording("费用", "Fee")),
        Category("assignment", Wording("转让", "Assignment")),
        Category("licence", Wording("许可", "Licence")),
        Category("pledge", Wording("质押", "Pledge")),
        Category("change", Wording("变更", "Change")),
        Category("preservation", Wording("保全", "Preservation")),
        Category("correction", Wording("更正", "Correction")),
        Category("other", Wording("其他", "Other")),
    )
}

STATE_LABELS: dict[State, Wording] = {
    "pending": Wording("审查中", "Pending"),
    "in_force": Wording("有效", "In force"),
    "lapsed": Wording("已失效", "Lapsed"),
    "expired": Wording("已届满", "Expired"),
    "unknown": Wording("状态不明", "Unknown"),
}

REASON_LABELS: dict[str, Wording] = {
    "fee_unpaid": Wording("未缴费用", "Fee unpaid"),
    "withdrawn": Wording("撤回", "Withdrawn"),
    "refused": Wording("驳回", "Refused"),
    "revoked": Wording("撤销或宣告无效", "Revoked or invalidated"),
    "surrendered": Wording("放弃", "Surrendered"),
    "term_over": Wording("期限届满", "Term over"),
}


_IN_PART = re.compile(r"部分|\bpart(?:ial|ially|ly)?\b", re.IGNORECASE)


def in_order(events: Iterable[LegalEvent]) -> list[LegalEvent]:
    """Return the events by date, those without a date first, equal dates as given."""
    return sorted(events, key=lambda event: as_number(event.date) if event.date else 0)


def status_after(status: Status, events: Iterable[LegalEvent], office: str) -> Status:
    """Return the status after the events of ``office``, applied in date order.

    ``status`` is what a register says as of ``status.since``: an event before that date is already in it.

    >>> lapse = LegalEvent(date="2019-05-01", code="CF01", office="CN", category="lapse")
    >>> status_after(Status(state="in_force", since="2015-01-07"), [lapse], "CN")
    Status(state='lapsed', since='2019-05-01', reason='fee_unpaid', office_text='CF01')
    >>> status_after(Status(state="in_force", since="2015-01-07"), [lapse], "EP").state
    'in_force'
    """
    current = status
    for event in in_order(events):
        category = CATEGORIES.get(event.category)
        if category is None or category.effect is None or event.office not in (office, ""):
            continue
        if status.state != "unknown" and status.since and (event.date or "") < status.since:
            continue
        if not _in_part(event):
            current = _applied(current, event, category.effect)
    return current


def _in_part(event: LegalEvent) -> bool:
    """Tell whether the event takes away only a part of the right, which stays in force for the rest."""
    if event.category not in ("invalidation", "revocation", "surrender"):
        return False
    return (event.office, event.code or "") in PARTIAL or bool(_IN_PART.search(event.text or ""))


def _applied(current: Status, event: LegalEvent, effect: Effect) -> Status:
    if effect.only_from and current.state not in effect.only_from:
        return current
    if effect.state == current.state and effect.reason == current.reason:
        return current
    return Status(state=effect.state, since=event.date, reason=effect.reason, office_text=event.text or event.code)


def in_force_from(dates: Dates) -> PartialDate | None:
    """Return the day from which the right is in force, as far as the record says.

    >>> in_force_from(Dates(filed="2000-01-05", granted="2003-02-04"))
    '2003-02-04'
    """
    return dates.in_force_from or dates.granted or dates.registered


def ended_on(dates: Dates, status: Status) -> PartialDate | None:
    """Return the first day on which the right was no more, ``None`` while it is or where the day is unknown.

    >>> ended_on(Dates(), Status(state="lapsed", since="2019-05-01"))
    '2019-05-01'
    """
    if dates.ended_on:
        return dates.ended_on
    return status.since if status.state in ("lapsed", "expired") else None


def state_on(dates: Dates, status: Status, date: PartialDate) -> State | None:
    """Return the state of a filing on a date, ``None`` before it was filed.

    Ended from ``ended_on`` on, expired from the day after ``expires``, in force from ``in_force_from`` on, pending from
    ``filed`` on; ``unknown`` where neither the dates nor the status speak of that day.

    >>> dates = Dates(filed="2000-01-05", granted="2003-02-04", expires="2020-01-05")
    >>> [state_on(dates, Status(state="in_force"), day) for day in ("1999-12-31", "2001", "2010-06-01", "2021-01-01")]
    [None, 'pending', 'in_force', 'expired']
    >>> state_on(dates, Status(state="lapsed", since="2007-02-04"), "2010-06-01")
    'lapsed'
    """
    day = as_number(date) if len(date) == 10 else as_number(date) + (31 if len(date) == 7 else 1231)
    end, start = ended_on(dates, status), in_force_from(dates)
    if dates.filed and day < as_number(dates.filed):
        return None
    if end and as_number(end) <= day:
        return status.state if status.state in ("lapsed", "expired") else "lapsed"
    if status.state in ("lapsed", "expired") and not end:
        return "unknown" if not _over(dates, day) else "expired"
    if _over(dates, day):
        return "expired"
    if start:
        return "in_force" if as_number(start) <= day else "pending"
    if status.state in ("in_force", "pending") and (not status.since or as_number(status.since) <= day):
        return status.state
    return "pending" if dates.filed else "unknown"


def _over(dates: Dates, day: int) -> bool:
    return bool(dates.expires) and as_number(dates.expires or "") < day
