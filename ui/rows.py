"""How a filing stands in a list: its names, its number, whose it is, its status with a date, its classes."""

from dataclasses import dataclass

from domain import families
from domain.classification import printed
from domain.engine import Highlight, Hit, Searcher
from domain.fields.reading import nice_classes
from domain.filings import Filing, Party
from domain.query import Exact
from domain.text import Text
from search_api.records import cites_query
from ui.dates import short_date
from ui.kinds import RIGHTS, kind_in_words
from ui.wording import say

_OWNERS = ("proprietor", "applicant", "assignee")
_LONGEST_SIGN = 40
_PASSAGE = 190
_PASSAGE_HAN = 90


@dataclass(frozen=True, slots=True)
class Symbol:
    """A class of a row: its field, the symbol as it is asked for and as it is printed."""

    field: str
    symbol: str
    text: str


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
    classes: tuple[Symbol, ...]
    sign: str | None
    snippet: Highlight | None
    owner: str


@dataclass(frozen=True, slots=True)
class Company:
    """How many publications cite a filing, and how many its family has."""

    citing: int
    family: int


def row(filing: Filing, lang: str, highlights: tuple[Highlight, ...] = (), company: Company | None = None) -> Row:
    """Return how a filing stands in a list in the reader's language."""
    title = called(filing, lang)
    other = next((one for one in filing.title if one.lang != title.lang and one.text != title.text), None)
    sign = getattr(filing, "mark", None)
    return Row(
        filing=filing,
        kind=RIGHTS[filing.right].in_language(lang),
        title=title,
        other_title=other,
        number=printed_number(filing),
        facts=_facts(filing, title, lang),
        status_note=status_note(filing, lang),
        notes=_notes(filing, lang, company),
        classes=_classes(filing),
        sign=(sign.text or "")[:_LONGEST_SIGN] if sign is not None else None,
        snippet=_passage(filing, title, highlights, lang),
        owner=owner_name(filing, lang),
    )


def hit_row(searcher: Searcher, hit: Hit, lang: str) -> Row:
    """Return how a hit stands in the results."""
    return row(hit.filing, lang, hit.highlights, company(searcher, hit.filing))


def company(searcher: Searcher, filing: Filing) -> Company | None:
    """Count who cites a patent and the members of its family."""
    if filing.right != "patent":
        return None
    family = searcher.count(Exact("family", families.family_of(filing)))
    return Company(searcher.count(cites_query(filing)), family)


def called(filing: Filing, lang: str) -> Text:
    """Return what a filing is called: its title in the reader's language, else its first, else its mark or number."""
    for wanted in (lang, filing.title[0].lang if filing.title else ""):
        for one in filing.title:
            if one.lang == wanted:
                return one
    sign = getattr(filing, "mark", None)
    if sign is not None and sign.text:
        return Text("und", sign.text)
    return Text(lang, printed_number(filing))


def printed_number(filing: Filing) -> str:
    """Return the number as offices print it: office, number, kind."""
    wanted = "publication" if filing.right in ("patent", "design") else "application"
    for kind in (wanted, "registration", "application", "publication"):
        for one in filing.numbers:
            if one.type == kind:
                shown = filing.kind if filing.right in ("patent", "design") else None
                return " ".join(part for part in (one.office, one.number, shown) if part)
    return filing.id


def owner(filing: Filing) -> Party | None:
    """Return who owns or applied, the first named."""
    return next((one for role in _OWNERS for one in filing.parties if one.role == role), None)


def owner_name(filing: Filing, lang: str) -> str:
    """Return the owner's name, in Chinese the original one where there is one."""
    found = owner(filing)
    if found is None:
        return ""
    return found.original if lang == "zh" and found.original else found.name


def status_note(filing: Filing, lang: str) -> str:
    """Return what stands beside the status: until when it is protected, or since when it is not."""
    if filing.status.state == "in_force" and filing.dates.expires:
        return say("until", lang, date=short_date(filing.dates.expires, lang))
    since = filing.status.since or filing.dates.ended_on
    return say("since", lang, date=short_date(since, lang)) if since else ""


def _facts(filing: Filing, title: Text, lang: str) -> tuple[Text, ...]:
    facts: list[Text] = []
    if kind := kind_in_words(filing):
        facts.append(Text(lang, kind.in_language(lang)))
    if goods := nice_classes(filing):
        joined = "、".join(goods) if lang == "zh" else ", ".join(goods)
        facts.append(Text(lang, say("nice_class" if len(goods) == 1 else "nice_classes", lang, classes=joined)))
    locarno = [one.symbol for one in filing.classes if one.scheme == "locarno"]
    if locarno:
        facts.append(Text(lang, say("locarno_class", lang, classes=", ".join(locarno))))
    for name in ("product", "area"):
        value = getattr(filing, name, None)
        if value and value != title.text:
            facts.append(Text(filing.language or "", value))
    if date := filing.dates.published or filing.dates.registered or filing.dates.filed:
        facts.append(Text(lang, short_date(date, lang)))
    if name := owner_name(filing, lang):
        facts.append(Text("", name))
    return tuple(facts)


def _notes(filing: Filing, lang: str, company: Company | None) -> tuple[str, ...]:
    notes = []
    if company is not None and company.family > 1:
        notes.append(say("family_size", lang, count=company.family))
    if company is not None and company.citing:
        notes.append(say("cited_by_count", lang, count=company.citing))
    if views := getattr(filing, "views", ()):
        notes.append(say("one_view" if len(views) == 1 else "views_count", lang, count=len(views)))
    vienna = [one.symbol for one in filing.classes if one.scheme == "vienna"][:2]
    if vienna:
        notes.append(say("vienna_codes", lang, codes=", ".join(vienna)))
    return tuple(notes)


def _classes(filing: Filing) -> tuple[Symbol, ...]:
    """Return the first classes: IPC, then CPC."""
    order = {"ipc": 0, "cpc": 1}
    found = sorted((one for one in filing.classes if one.scheme in order), key=lambda one: order[one.scheme])
    distinct = {one.symbol: one for one in reversed(found)}
    shown = [one for one in found if distinct[one.symbol] is one][:3]
    return tuple(Symbol(one.scheme, one.symbol, printed(one.scheme, one.symbol)) for one in shown)


def _passage(filing: Filing, title: Text, highlights: tuple[Highlight, ...], lang: str) -> Highlight | None:
    """Return the passage that was found, else the beginning of the goods or of the abstract."""
    for one in highlights:
        if one.field not in ("title", "mark") and one.text != title.text:
            return one
    texts = [Text(one.lang, one.text) for one in getattr(filing, "goods", ())] or list(filing.abstract)
    if not texts:
        return None
    best = next((one for one in texts if one.lang == lang), texts[0])
    longest = _PASSAGE_HAN if best.lang in ("zh", "ja") else _PASSAGE
    text = " ".join(best.text.split())
    return Highlight("", best.lang, text if len(text) <= longest else text[:longest].rstrip() + "…", ())
