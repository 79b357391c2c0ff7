"""How a filing stands in a list: its names, its number, whose it is, its status with a date, its classes."""

from dataclasses import dataclass

from domain.engine import Highlight, Hit
from domain.fields.reading import nice_classes
from domain.filings import Filing, Party
from domain.text import Text, Wording
from ui.dates import short_date
from ui.wording import say

_KINDS: dict[str, Wording] = {
    "patent": Wording("专利", "Patent"),
    "trademark": Wording("商标", "Trade mark"),
    "design": Wording("外观设计", "Design"),
    "gi": Wording("地理标志", "Geographical indication"),
    "layout": Wording("布图设计", "Layout design"),
    "sign": Wording("特殊标志", "Special sign"),
}
_OWNERS = ("proprietor", "applicant", "assignee")
_LONGEST_SIGN = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list, ready for the template."""

    filing: Filing
    kind: str
    title: Text
    other_title: Text | None
    number: str
    facts: tuple[Text, ...]
    status_note: str
    notes: tuple[str, ...]
    classes: tuple[tuple[str, str], ...]
    sign: str | None
    snippet: Highlight | None


def row(filing: Filing, lang: str, highlights: tuple[Highlight, ...] = ()) -> Row:
    """Return how a filing stands in a list in the reader's language."""
    title = called(filing, lang)
    other = next((one for one in filing.title if one.lang != title.lang and one.text != title.text), None)
    sign = getattr(filing, "mark", None)
    return Row(
        filing=filing,
        kind=_KINDS[filing.right].in_language(lang),
        title=title,
        other_title=other,
        number=printed_number(filing),
        facts=_facts(filing, lang),
        status_note=status_note(filing, lang),
        notes=_notes(filing, lang),
        classes=_classes(filing),
        sign=(sign.text or "")[:_LONGEST_SIGN] if sign is not None else None,
        snippet=next((one for one in highlights if one.field not in ("title", "mark")), None),
    )


def hit_row(hit: Hit, lang: str) -> Row:
    """Return how a hit stands in the results."""
    return row(hit.filing, lang, hit.highlights)


def called(filing: Filing, lang: str) -> Text:
    """Return what a filing is called: its title in the reader's language, else its first, else its mark or number."""
    for wanted in (lang, filing.title[0].lang if filing.title else ""):
        for one in filing.title:
            if one.lang == wanted:
                return one
    sign = getattr(filing, "mark", None)
    if sign is not None and sign.text:
        return Text("", sign.text)
    return Text("", printed_number(filing))


def printed_number(filing: Filing) -> str:
    """Return the number as offices print it: office, number, kind."""
    wanted = "publication" if filing.right in ("patent", "design") else "application"
    for kind in (wanted, "registration", "application", "publication"):
        for one in filing.numbers:
            if one.type == kind:
                return " ".join(part for part in (one.office, one.number, filing.kind) if part)
    return filing.id


def owner(filing: Filing) -> Party | None:
    """Return who owns or applied, the first named."""
    return next((one for role in _OWNERS for one in filing.parties if one.role == role), None)


def status_note(filing: Filing, lang: str) -> str:
    """Return what stands beside the status: until when it is protected, or since when it is not."""
    if filing.status.state == "in_force" and filing.dates.expires:
        return say("until", lang, date=short_date(filing.dates.expires, lang))
    since = filing.status.since or filing.dates.ended_on
    return say("since", lang, date=short_date(since, lang)) if since else ""


def _facts(filing: Filing, lang: str) -> tuple[Text, ...]:
    facts: list[Text] = []
    if goods := nice_classes(filing):
        joined = "、".join(goods) if lang == "zh" else ", ".join(goods)
        facts.append(Text(lang, say("nice_class", lang, classes=joined)))
    product = getattr(filing, "product", None)
    if product:
        facts.append(Text(filing.language or "", product))
    if area := getattr(filing, "area", None):
        facts.append(Text(filing.language or "", area))
    if date := filing.dates.published or filing.dates.registered or filing.dates.filed:
        facts.append(Text(lang, short_date(date, lang)))
    found = owner(filing)
    if found:
        facts.append(Text("", found.original if lang == "zh" and found.original else found.name))
    return tuple(facts)


def _notes(filing: Filing, lang: str) -> tuple[str, ...]:
    notes = []
    if filing.citations:
        notes.append(say("cites_count", lang, count=len(filing.citations)))
    if views := getattr(filing, "views", ()):
        notes.append(say("views_count", lang, count=len(views)))
    return tuple(notes)


def _classes(filing: Filing) -> tuple[tuple[str, str], ...]:
    """Return the first classes with their scheme, IPC before the others."""
    order = {"ipc": 0, "locarno": 1, "cpc": 2, "vienna": 3}
    found = sorted((one for one in filing.classes if one.scheme in order), key=lambda one: order[one.scheme])
    return tuple((one.scheme, one.symbol) for one in found[:3])
