"""The rows of a record's bibliography: INID code, label, and values that may lead to a search."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from domain.classification import printed
from domain.engine import Searcher
from domain.fields import FIELDS
from domain.filings import Filing, NumberType, Party, PartyRole
from search_api.labels import MARK_KIND_LABELS, labels
from ui.dates import long_date
from ui.wording import say

_NUMBER_CODES: dict[NumberType, str] = {
    "publication": "11", "application": "21", "priority": "30", "registration": "111", "international": "86",
    "related": "60", "original": "",
}  # fmt: skip
_ROLE_CODES: dict[PartyRole, str] = {
    "applicant": "71", "inventor": "72", "designer": "72", "proprietor": "73", "assignee": "73", "agent": "74",
    "examiner": "", "opponent": "", "licensee": "", "pledgee": "",
}  # fmt: skip
_DATES = {"filed": "22", "published": "43", "granted": "45", "registered": "151", "expires": "180"}


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its text and language, what follows it in soft text, and the search that it leads to."""

    text: str
    lang: str = ""
    more: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class BibRow:
    """One row of the definition list."""

    inid: str
    label: str
    values: tuple[Value, ...]


def rows(searcher: Searcher, filing: Filing, lang: str) -> list[BibRow]:
    """Return the rows in the order of their INID codes, as the guide draws them."""
    return [*_numbers(filing, lang), *_dates(filing, lang), *_names(filing, lang), *_parties(filing, lang),
            *_classes(searcher, filing, lang), *_others(filing, lang)]  # fmt: skip


def _numbers(filing: Filing, lang: str) -> Iterator[BibRow]:
    for kind, inid in _NUMBER_CODES.items():
        values = tuple(
            Value(
                " ".join(part for part in (one.office, one.text or one.number, one.kind) if part),
                more=long_date(one.date, lang),
                url=_search(lang, f'number:"{one.office} {one.number}"') if kind in ("priority", "related") else None,
            )
            for one in filing.numbers
            if one.type == kind
        )
        if values:
            yield BibRow(inid, say(f"number_{kind}", lang), values)


def _dates(filing: Filing, lang: str) -> Iterator[BibRow]:
    for field in FIELDS:
        if field.name in _DATES:
            value = getattr(filing.dates, field.name)
            if value:
                yield BibRow(_DATES[field.name], field.label.in_language(lang), (Value(long_date(value, lang)),))


def _names(filing: Filing, lang: str) -> Iterator[BibRow]:
    if filing.title:
        yield BibRow("54", say("row_title", lang), tuple(Value(one.text, one.lang) for one in filing.title))
    sign = getattr(filing, "mark", None)
    if sign is not None and sign.text:
        yield BibRow("540", say("row_mark", lang), (Value(sign.text),))
    if sign is not None and sign.kind:
        label = MARK_KIND_LABELS.get(sign.kind)
        yield BibRow("550", say("row_mark_kind", lang), (Value(label.in_language(lang) if label else sign.kind),))
    for name in ("product", "area"):
        if value := getattr(filing, name, None):
            yield BibRow("", say(f"row_{name}", lang), (Value(value, filing.language or ""),))


def _parties(filing: Filing, lang: str) -> Iterator[BibRow]:
    for role, inid in _ROLE_CODES.items():
        values = tuple(_party(one, lang) for one in filing.parties if one.role == role)
        if values:
            yield BibRow(inid, say(f"role_{role}", lang), values)


def _party(one: Party, lang: str) -> Value:
    place = ", ".join(part for part in (one.city, one.region, one.country) if part)
    more = " · ".join(part for part in (one.original or "", place) if part)
    field = {"agent": "agent", "inventor": "inventor", "designer": "inventor", "examiner": "examiner"}.get(
        one.role, "proprietor"
    )
    field = "applicant" if one.role in ("applicant", "assignee") else field
    return Value(one.name, more=more, url=_search(lang, f'{field}=="{one.name}"') if '"' not in one.name else None)


def _classes(searcher: Searcher, filing: Filing, lang: str) -> Iterator[BibRow]:
    for field in FIELDS:
        if field.scheme is None:
            continue
        symbols = field.read(filing)
        if not symbols:
            continue
        named = labels(searcher, field, symbols)
        values = []
        for symbol in symbols:
            title = named[symbol].in_language(lang).removeprefix(symbol).strip()
            values.append(Value(printed(field.scheme, symbol), more=title, url=_search(lang, f"{field.name}:{symbol}")))
        yield BibRow(field.inid or "", field.label.in_language(lang), tuple(values))


def _others(filing: Filing, lang: str) -> Iterator[BibRow]:
    if states := getattr(filing, "designated", ()):
        yield BibRow("84", say("designated", lang), (Value(", ".join(states)),))
    origin = filing.origin
    text = say(
        "source_text", lang, source=origin.source, file=origin.member or origin.file, offset=f"{origin.offset:,}"
    )
    more = say("source_date", lang, date=origin.source_date) if origin.source_date else ""
    yield BibRow("", say("source_row", lang), (Value(text, more=more),))


def _search(lang: str, query: str) -> str:
    return f"/{lang}/search?q={quote(query, safe='')}"
