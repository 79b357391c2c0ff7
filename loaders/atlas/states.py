"""The state of a right as a table says it in a word, Chinese or English, or as its dates tell."""

from functools import lru_cache

from domain.filings import Dates, State, Status
from domain.legal_events import REASON_LABELS, STATE_LABELS, Reason
from loaders.atlas.columns import Row


def status_of(row: Row, dates: Dates) -> Status:
    """Return the status by the word in the table, in Chinese or English; else by the dates."""
    said = row.get("status")
    state, reason = _said(said) if said else (None, None)
    if state is None and not said:
        state = "lapsed" if dates.ended_on else "in_force" if dates.registered else "pending"
    since = {"in_force": dates.in_force_from, "pending": dates.filed}.get(state or "", dates.ended_on)
    return Status(state=state or "unknown", since=since, reason=reason, office_text=said)


@lru_cache(1_024)
def _said(said: str) -> tuple[State | None, Reason | None]:
    low = said.casefold()
    for reason, label in REASON_LABELS.items():
        if low in (label.zh, label.en.casefold(), reason):
            return ("expired" if reason == "term_over" else "lapsed"), reason  # type: ignore[return-value]
    for state, label in STATE_LABELS.items():
        if low in (label.zh, label.en.casefold(), state):
            return state, "term_over" if state == "expired" else None
    return _WORDS.get(low, (None, None))


_WORDS: dict[str, tuple[State | None, Reason | None]] = {
    "有效": ("in_force", None),
    "专有权有效": ("in_force", None),
    "registered": ("in_force", None),
    "active": ("in_force", None),
    "审查": ("pending", None),
    "在审": ("pending", None),
    "申请中": ("pending", None),
    "失效": ("lapsed", None),
    "专有权终止": ("lapsed", None),
    "终止": ("lapsed", None),
    "专有权放弃": ("lapsed", "surrendered"),
    "专有权撤销": ("lapsed", "revoked"),
    "撤销": ("lapsed", "revoked"),
    "届满": ("expired", "term_over"),
    "期满": ("expired", "term_over"),
    "专有权届满": ("expired", "term_over"),
}
