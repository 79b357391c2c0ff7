"""Legal events: the categories they fall in, and what each does to the state of a right.

Invariants: one table says what a category does; events are applied in date order, and a state once ended is left only
by a restoration (or a later grant, registration or renewal); unknown categories change nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from domain.dates import as_number
from domain.filings import LegalEvent, PartialDate, State, Status
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
    "lapsed": Wording("失效", "Lapsed"),
    "expired": Wording("期满", "Expired"),
    "unknown": Wording("不明", "Unknown"),
}

REASON_LABELS: dict[str, Wording] = {
    "fee_unpaid": Wording("未缴费用", "Fee unpaid"),
    "withdrawn": Wording("撤回", "Withdrawn"),
    "refused": Wording("驳回", "Refused"),
    "revoked": Wording("撤销或宣告无效", "Revoked or invalidated"),
    "surrendered": Wording("放弃", "Surrendered"),
    "term_over": Wording("期限届满", "Term over"),
}


def in_order(events: Iterable[LegalEvent]) -> list[LegalEvent]:
    """Return the events by date, those without a date first, equal dates as given."""
    return sorted(events, key=lambda event: as_number(event.date) if event.date else 0)


def status_after(status: Status, events: Iterable[LegalEvent], office: str) -> Status:
    """Return the status after the events, applied in date order.

    ``status`` is what a register says as of ``status.since``: an event before that date is already in it.
    """
    current = status
    for event in in_order(events):
        category = CATEGORIES.get(event.category)
        if category is None or category.effect is None:
            continue
        if event.office not in (office, "") and office not in ("EP", "WO"):
            continue
        if status.state != "unknown" and status.since and (event.date or "") < status.since:
            continue
        current = _applied(current, event, category.effect)
    return current


def _applied(current: Status, event: LegalEvent, effect: Effect) -> Status:
    if effect.only_from and current.state not in effect.only_from:
        return current
    if effect.state == current.state and effect.reason == current.reason:
        return current
    return Status(state=effect.state, since=event.date, reason=effect.reason, office_text=event.text or event.code)


def ended(status: Status) -> PartialDate | None:
    """Return when the right ended, ``None`` while it has not or where the date is unknown."""
    return status.since if status.state in ("lapsed", "expired") else None
