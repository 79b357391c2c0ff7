"""Marks as the United States office's daily file writes them (``trademark-applications-daily`` v2.0)."""

from datetime import date, timedelta
from html import escape

from bench.corpus.marks import Entry, years_after
from bench.corpus.phrases import Row
from bench.corpus.us import compact

TAIL = "</action-keys></file-segments></application-information></trademark-applications-daily>\n"
_STATUS = {
    "pending": "630", "published": "688", "registered": "700", "renewed": "800", "abandoned": "602", "cancelled": "710",
    "expired": "900",
}  # fmt: skip
_KEYS = ("TX", "NA", "AA")


def head(day: date) -> str:
    """Return what stands before the records of a file."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<trademark-applications-daily><version><version-no>2.0</version-no>'
        f"<version-date>20041108</version-date></version><creation-datetime>{compact(day)}0403</creation-datetime>"
        "<application-information><file-segments><file-segment>TRMK</file-segment><action-keys><action-key>TX</action-key>\n"
    )


def record(entry: Entry) -> str:
    """Return one case file."""
    shown = entry.sign
    registration = str(8_500_000 + entry.place) if entry.is_registered else "0000000"
    changed = entry.ended or (entry.registered if entry.is_registered else entry.filed)
    drawing = "2000" if shown.bare else "3000" if shown.device or shown.script == "zh" else "4000"
    text = "" if shown.bare else shown.spoken if shown.script == "zh" else shown.text
    named = f"<mark-identification>{escape(text or '')}</mark-identification>" if text else ""
    return (
        f"<case-file><serial-number>{entry.number}</serial-number><registration-number>{registration}</registration-number>"
        f"<transaction-date>{compact(max(changed, entry.filed))}</transaction-date><case-file-header>"
        f"<filing-date>{compact(entry.filed)}</filing-date>{_registered(entry)}<status-code>{_STATUS[entry.fate]}</status-code>"
        f"<status-date>{compact(changed)}</status-date>{named}<mark-drawing-code>{drawing}</mark-drawing-code>{_published(entry)}"
        f"<trademark-in>{'T' if entry.goods[0][0] <= 34 else 'F'}</trademark-in>"
        f"<service-mark-in>{'T' if entry.goods[-1][0] > 34 else 'F'}</service-mark-in>"
        f"<standard-characters-claimed-in>{'T' if drawing == '4000' else 'F'}</standard-characters-claimed-in>"
        f"</case-file-header><case-file-statements>{_statements(entry)}</case-file-statements>"
        f"<case-file-event-statements>{_events(entry)}</case-file-event-statements><classifications>{_classes(entry)}"
        f"</classifications><correspondent><address-1>{escape('Fernhollow & Pike LLP')}</address-1><address-2>77 Canal Row"
        f"</address-2></correspondent><case-file-owners>{_owner(entry)}</case-file-owners>{_designs(shown.device)}</case-file>\n"
    )


def _registered(entry: Entry) -> str:
    if not entry.is_registered:
        return ""
    renewed = (
        f"<renewal-date>{compact(years_after(entry.registered, 10))}</renewal-date>" if entry.fate == "renewed" else ""
    )
    return f"<registration-date>{compact(entry.registered)}</registration-date>{renewed}"


def _published(entry: Entry) -> str:
    if entry.fate in ("pending", "abandoned"):
        gone = entry.ended
        return f"<abandonment-date>{compact(gone)}</abandonment-date>" if gone else ""
    return f"<published-for-opposition-date>{compact(entry.published)}</published-for-opposition-date>"


def _statement(type_: str, text: str) -> str:
    return f"<case-file-statement><type-code>{type_}</type-code><text>{escape(text)}</text></case-file-statement>"


def _statements(entry: Entry) -> str:
    shown = entry.sign
    told = [
        _statement(f"GS{number:03d}1", "; ".join(row[1] for row in goods).capitalize()) for number, goods in entry.goods
    ]
    if shown.device:
        told.append(
            _statement(
                "DM0000", f"The mark consists of {shown.device[2]}" + ("." if shown.bare else f" and {shown.text}.")
            )
        )
    if shown.script == "zh" and shown.spoken:
        said = f'The non-Latin characters in the mark transliterate to "{shown.spoken}"'
        meaning = (
            f' and this means "{shown.means}" in English.'
            if shown.means
            else " and this has no meaning in a foreign language."
        )
        told.append(_statement("TLIT00", said + meaning))
        if shown.means:
            told.append(
                _statement("TR0000", f'The English translation of "{shown.spoken}" in the mark is "{shown.means}".')
            )
    second = shown.text.split()[-1]
    if shown.script == "en" and second in ("HOUSE", "STUDIO", "GARDEN", "HOME", "LAB", "PRO", "WORKS"):
        told.append(_statement("D10000", f'"{second}"'))
    return "".join(told)


def _event(code: str, type_: str, text: str, day: date, number: int) -> str:
    return (
        f"<case-file-event-statement><code>{code}</code><type>{type_}</type><description-text>{text}</description-text>"
        f"<date>{compact(day)}</date><number>{number}</number></case-file-event-statement>"
    )


def _events(entry: Entry) -> str:
    told: list[tuple[str, str, str, date]] = [
        ("NWAP", "I", "NEW APPLICATION ENTERED", entry.filed + timedelta(3)),
        ("DOCK", "D", "ASSIGNED TO EXAMINER", entry.filed + timedelta(85)),
    ]
    if entry.fate == "abandoned":
        told.append(("MAB2", "E", "ABANDONMENT NOTICE E-MAILED - FAILURE TO RESPOND", entry.filed + timedelta(400)))
    elif entry.fate != "pending":
        told.append(("CNSA", "P", "APPROVED FOR PUB - PRINCIPAL REGISTER", entry.published - timedelta(30)))
        told.append(("PUBO", "A", "PUBLISHED FOR OPPOSITION", entry.published))
    if entry.is_registered:
        told.append(("R.PR", "A", "REGISTERED-PRINCIPAL REGISTER", entry.registered))
    if entry.fate == "renewed":
        told.append(("RNL1", "Q", "REGISTERED AND RENEWED (FIRST RENEWAL - 10 YRS)", years_after(entry.registered, 10)))
    if entry.fate == "cancelled":
        told.append(("C8..", "O", "CANCELLED SEC. 8 (6-YR)", years_after(entry.registered, 6) + timedelta(183)))
    if entry.fate == "expired":
        told.append(
            (
                "CAEX",
                "O",
                "CANCELLED SEC. 8 (10-YR)/EXPIRED SECTION 9",
                years_after(entry.registered, 10) + timedelta(183),
            )
        )
    numbered = list(enumerate(told, 1))
    return "".join(_event(*one, number) for number, one in reversed(numbered))


def _classes(entry: Entry) -> str:
    return "".join(
        f"<classification><international-code-total-no>1</international-code-total-no><international-code>{number:03d}"
        f"</international-code><us-code>{'100' if number > 34 else '050'}</us-code><status-code>6</status-code><status-date>"
        f"{compact(entry.filed)}</status-date><first-use-anywhere-date>{entry.filed.year - 1}0000</first-use-anywhere-date>"
        f"<first-use-in-commerce-date>0</first-use-in-commerce-date><primary-code>{number:03d}</primary-code></classification>"
        for number, _ in entry.goods
    )


def _owner(entry: Entry) -> str:
    owner = entry.owner
    party = "30" if entry.is_registered else "10"
    land = f"<state>{owner.state}</state>" if owner.state else f"<country>{owner.country}</country>"
    return (
        f"<case-file-owner><entry-number>1</entry-number><party-type>{party}</party-type><nationality>{land}</nationality>"
        f"<legal-entity-type-code>03</legal-entity-type-code><party-name>{escape(owner.name.upper())}</party-name>"
        f"<address-1>{escape(owner.street)}</address-1><city>{escape(owner.city)}</city>{land}</case-file-owner>"
    )


def _designs(device: Row | None) -> str:
    return (
        f"<design-searches><design-search><code>{device[3]}</code></design-search></design-searches>" if device else ""
    )
