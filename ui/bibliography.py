"""The rows of a record's bibliography: INID code, label, and values that may lead to a search."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from domain.classification import printed
from domain.engine import Searcher
from domain.fields import FIELDS, field_named
from domain.filings import Filing, Number, NumberType, Party, PartyRole
from domain.offices import country_name
from search_api.labels import MARK_KIND_LABELS, labels
from ui.dates import long_date
from ui.inid import code_of
from ui.kinds import kind_in_words
from ui.titles import calm
from ui.wording import WORDS, say

_NUMBERS: tuple[NumberType, ...] = (
    "publication", "application", "registration", "international", "priority", "related", "original",
)  # fmt: skip
_ROLES: tuple[PartyRole, ...] = (
    "applicant", "inventor", "designer", "proprietor", "assignee", "licensee", "pledgee", "opponent", "agent", "examiner",
)  # fmt: skip
_DATES = ("filed", "published", "registered", "granted", "expires")
_SHOWN_WITH = {"publication": "published", "application": "filed", "registration": "registered"}
_FIELDS = {"inventor": "inventor", "designer": "inventor", "agent": "agent", "examiner": "examiner"}
_MANY = 5


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its text and language, what follows it in soft text, and the search that it leads to."""

    text: str
    lang: str = ""
    more: str = ""
    url: str | None = None
    date: str = ""
    data: str = ""
    """What the office adds in its own words, in whatever language."""


@dataclass(frozen=True, slots=True)
class BibRow:
    """One row of the definition list; ``inline`` values stand side by side, because there are many."""

    inid: str
    label: str
    values: tuple[Value, ...]
    inline: bool = False


def rows(searcher: Searcher, filing: Filing, lang: str) -> list[BibRow]:
    """Return the rows: numbers and dates, the name, the people, the classes, the source."""
    return [*number_rows(filing, lang), *_dates(filing, lang), *_names(filing, lang), *_statements(filing, lang),
            *_parties(filing, lang), *_classes(searcher, filing, lang), *_others(filing, lang)]  # fmt: skip


def number_rows(filing: Filing, lang: str) -> Iterator[BibRow]:
    """Yield a row for each type of number: as printed, its date, and how it is related to the filing."""
    for kind in _NUMBERS:
        values = []
        for one in filing.numbers:
            if one.type == kind:
                shown, relation = _printed(one)
                text = " ".join(part for part in (one.office, shown, one.kind) if part)
                linked = kind in ("priority", "related", "international") and '"' not in one.number
                url = _search(lang, f'number:"{one.office} {one.number}"') if linked else None
                key = f"relation_{relation.replace(' ', '_')}"
                more = say(key, lang) if key in WORDS else ""
                told = "" if key in WORDS else relation
                values.append(Value(text, more=more, url=url, date=long_date(one.date, lang), data=told))
        if values:
            yield BibRow(code_of(filing.right, kind), say(f"number_{kind}", lang), tuple(values))


def _printed(one: Number) -> tuple[str, str]:
    """Return the number as printed, and how it is related to the filing: a text without a digit is no number."""
    if one.text and any(sign.isdigit() for sign in one.text):
        return one.text, ""
    return one.number, one.text or ""


def _dates(filing: Filing, lang: str) -> Iterator[BibRow]:
    """Yield the dates that do not stand beside a number already."""
    said = {(_SHOWN_WITH.get(one.type), one.date) for one in filing.numbers}
    for name in _DATES:
        value = getattr(filing.dates, name)
        told = (name, value) in said or (name == "granted" and ("published", value) in said)
        if value and not told:
            field = field_named(name)
            assert field is not None
            yield BibRow(code_of(filing.right, name), field.label.in_language(lang), (Value(long_date(value, lang)),))


def _names(filing: Filing, lang: str) -> Iterator[BibRow]:
    right = filing.right
    if filing.title:
        yield BibRow(
            code_of(right, "title"), say("row_title", lang), tuple(Value(one.text, one.lang) for one in filing.title)
        )
    if right == "gi" and (kind := kind_in_words(filing)):
        yield BibRow("", say("row_kind", lang), (Value(kind.in_language(lang)),))
    sign = getattr(filing, "mark", None)
    if sign is not None and sign.text:
        label = "row_mark" if right == "trademark" else "row_sign"
        yield BibRow(code_of(right, "mark"), say(label, lang), (Value(sign.text, "und"),))
    if sign is not None and sign.kind:
        found = MARK_KIND_LABELS.get(sign.kind)
        text = found.in_language(lang) if found else sign.kind
        yield BibRow(code_of(right, "mark_kind"), say("row_mark_kind", lang), (Value(text),))
    titles = {one.text for one in filing.title}
    for name in ("product", "area"):
        value = getattr(filing, name, None)
        if value and value not in titles:
            yield BibRow("", say(f"row_{name}", lang), (Value(value, filing.language or ""),))


def _statements(filing: Filing, lang: str) -> Iterator[BibRow]:
    sign = getattr(filing, "mark", None)
    for one in sign.statements if sign is not None else ():
        key = f"statement_{one.type.replace(' ', '_')}"
        label = say(key, lang) if key in WORDS else say("statement_other", lang)
        more = "" if key in WORDS else one.type
        yield BibRow(code_of(filing.right, one.type), label, (Value(one.text, filing.language or "und", more),))


def _parties(filing: Filing, lang: str) -> Iterator[BibRow]:
    for role in _ROLES:
        values = tuple(_party(one, lang) for one in filing.parties if one.role == role)
        if values:
            said = "designer" if role == "inventor" and filing.right == "design" else role
            yield BibRow(code_of(filing.right, role), say(f"role_{said}", lang), values, len(values) > _MANY)


def _party(one: Party, lang: str) -> Value:
    country = country_name(one.country).in_language(lang) if one.country else None
    parts = [part for part in (one.city, one.region) if part]
    place = "".join(reversed(parts)) if all(_is_han(part) for part in parts) else ", ".join(parts)
    said = " · ".join(part for part in (one.original or "", place) if part)
    field = _FIELDS.get(one.role) or ("applicant" if one.role in ("applicant", "assignee") else "proprietor")
    linked = '"' not in one.name and one.role not in ("licensee", "pledgee", "opponent")
    return Value(one.name, "und", country or "", _search(lang, f'{field}=="{one.name}"') if linked else None, data=said)


def _is_han(text: str) -> bool:
    return any("\u4e00" <= one <= "\u9fff" for one in text)


def _classes(searcher: Searcher, filing: Filing, lang: str) -> Iterator[BibRow]:
    for field in FIELDS:
        if field.scheme is None or (field.scheme == "group" and filing.right == "trademark"):
            continue
        symbols = list(dict.fromkeys(field.read(filing)))
        if not symbols or (field.scheme == "nice" and filing.right == "trademark"):
            continue
        named = labels(searcher, field, symbols)
        many = len(symbols) > _MANY
        values = tuple(
            Value(
                printed(field.scheme, symbol),
                more="" if many else calm(named[symbol].in_language(lang).removeprefix(symbol).strip()),
                url=f"/{lang}/classifications/{field.scheme}/{quote(symbol, safe='')}",
            )
            for symbol in symbols
        )
        yield BibRow(code_of(filing.right, field.name), field.label.in_language(lang), values, many)


def _others(filing: Filing, lang: str) -> Iterator[BibRow]:
    if states := getattr(filing, "designated", ()):
        yield BibRow(
            code_of(filing.right, "designated"), say("designated", lang), tuple(Value(one) for one in states), True
        )
    origin = filing.origin
    text = say(
        "source_text", lang, source=origin.source, file=origin.member or origin.file, offset=f"{origin.offset:,}"
    )
    more = say("source_date", lang, date=origin.source_date) if origin.source_date else ""
    yield BibRow("", say("source_row", lang), (Value(text, more=more),))


def _search(lang: str, query: str) -> str:
    return f"/{lang}/search?q={quote(query, safe='')}"
