"""The status of a record in one sentence, before its bibliography."""

from domain.filings import Filing, State
from domain.legal_events import REASON_LABELS, STATE_LABELS
from ui.dates import long_date
from ui.wording import say


def status_sentences(filing: Filing, lang: str) -> list[str]:
    """Return what the status means, until when, and what is not known."""
    status, dates = filing.status, filing.dates
    found: list[str] = []
    if status.state == "in_force":
        if dates.expires:
            found.append(say(_until(filing), lang, date=long_date(dates.expires, lang)))
        elif filing.right == "gi" and (since := dates.registered or status.since):
            found.append(say("protected_since", lang, date=long_date(since, lang)))
        elif since := status.since or dates.in_force_from:
            found.append(say("in_force_since", lang, date=long_date(since, lang)))
        if filing.right == "patent" and not any(one.category == "fee" for one in filing.events):
            found.append(say("fees_unknown", lang))
    elif status.state == "pending" and (since := status.since or dates.filed):
        found.append(say("pending_since", lang, date=long_date(since, lang)))
    elif status.state == "lapsed":
        label = REASON_LABELS.get(status.reason or "")
        reason = label.in_language(lang) if label else (status.reason or say("unknown", lang))
        reason = reason if lang == "zh" else reason[:1].lower() + reason[1:]
        since = status.since or dates.ended_on
        found.append(
            say("lapsed_since", lang, date=long_date(since, lang), reason=reason)
            if since
            else say("lapsed_reason", lang, reason=reason)
        )
    elif status.state == "expired" and (since := dates.ended_on or status.since or dates.expires):
        found.append(say("expired_since", lang, date=long_date(since, lang)))
    elif status.state == "unknown":
        newest = max((one.date for one in filing.events if one.date), default=None)
        found.append(say("unknown_since", lang, year=newest[:4]) if newest else say("unknown_plain", lang))
    return found


def office_text(filing: Filing) -> str:
    """Return the office's own word for the status, where it says more than ours."""
    text = filing.status.office_text or ""
    return "" if text in _plain(filing.status.state) else text


def _until(filing: Filing) -> str:
    """Return which sentence says until when: only where fees keep the right alive does it speak of them."""
    if filing.right == "trademark":
        return "registered_until"
    free = filing.right in ("sign", "layout") or (filing.right, filing.office) == ("design", "US")
    return "protected_to" if free else "protected_until"


def _plain(state: State) -> tuple[str, ...]:
    """Return the words that say no more than our own."""
    return (STATE_LABELS[state].zh, STATE_LABELS[state].en, say(f"state_{state}", "zh"))
