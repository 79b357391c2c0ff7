"""The bibliography in DOCDB exchange data: numbers, parties, classes, citations, each once although spelled several times.

Data formats: ``docdb`` is the standardised form, ``epodoc`` the office's older one, ``original`` and ``docdba`` what
the publishing office printed (``docdba`` in Latin script).
"""

from collections.abc import Iterable, Iterator

from domain.dates import partial_date
from domain.filings import Citation, ClassSymbol, Number, NumberType, Party, PartyRole
from domain.numbers import docdb
from domain.text import Text
from loaders.elements import Element, attribute, content, every, first
from loaders.epo import cited
from loaders.symbols import symbols

_ROLES: tuple[tuple[str, PartyRole], ...] = (("applicant", "applicant"), ("inventor", "inventor"), ("agent", "agent"))
_ID = "{*}document-id"


def form(parent: Element, path: str, data_format: str) -> Element | None:
    """Return the ``document-id`` in one data format."""
    for one in every(parent, path):
        if attribute(one, "data-format") == data_format:
            return first(one, _ID)
    return None


def field(el: Element | None, name: str) -> str | None:
    """Return the text of a child of a ``document-id`` that may be absent."""
    return None if el is None else content(el, "{*}" + name)


def applications(bib: Element) -> Iterator[Number]:
    """Give the application, then the priorities by their sequence, each once; one that names itself claims nothing."""
    own = _application("application", every(bib, "{*}application-reference"))
    if own is not None:
        yield own
    groups: dict[str, list[Element]] = {}
    for place, one in enumerate(every(bib, "{*}priority-claims/{*}priority-claim")):
        groups.setdefault(attribute(one, "sequence") or f"#{place}", []).append(one)
    held: dict[tuple[str, str], Number] = {}
    for forms in groups.values():
        found = _application("priority", forms)
        if found is not None and (own is None or (found.office, found.number) != (own.office, own.number)):
            held.setdefault((found.office, found.number), found)
    yield from held.values()


def _application(type: NumberType, forms: list[Element]) -> Number | None:
    """Return one application from its spellings: docdb is complete, epodoc stands in for it."""
    held = {attribute(one, "data-format") or "docdb": first(one, _ID) for one in reversed(forms)}
    chosen = held.get("docdb")
    date = partial_date(field(chosen, "date"))
    country, text = field(chosen, "country"), field(chosen, "doc-number")
    if country and text:
        office, number = docdb.application(country.upper(), text, field(chosen, "kind"), date)
    else:
        read = docdb.epodoc(field(held.get("epodoc"), "doc-number") or "", date)
        if read is None:
            return None
        office, number = read
    printed = field(held.get("original"), "doc-number")
    return Number(type=type, office=office, number=number, date=date, text=printed if printed != number else None)


def parties(bib: Element) -> tuple[Party, ...]:
    """Return each party once: the standardised name, and beside it the name as printed where it differs."""
    found: list[Party] = []
    for tag, role in _ROLES:
        groups: dict[str, dict[str, Element]] = {}
        for place, one in enumerate(every(bib, f"{{*}}parties/{{*}}{tag}s/{{*}}{tag}")):
            forms = groups.setdefault(attribute(one, "sequence") or f"#{place}", {})
            forms.setdefault(attribute(one, "data-format") or "docdb", one)
        for forms in groups.values():
            names = {name: text for name, one in forms.items() if (text := _name(one, tag))}
            name = next((names[key] for key in ("docdb", "epodoc", "docdba", "original") if key in names), None)
            if name is None:
                continue
            printed = names.get("original") or names.get("docdba")
            country = next((text for one in forms.values() if (text := content(one, "{*}residence/{*}country"))), None)
            found.append(Party(role=role, name=name, original=printed if printed != name else None, country=country))
    return tuple(dict.fromkeys(found))


def _name(el: Element, tag: str) -> str | None:
    return content(el, f"{{*}}{tag}-name/{{*}}name") or content(el, f"{{*}}{tag}-name")


def by_language(found: Iterable[tuple[Element, str | None]]) -> tuple[Text, ...]:
    """Return one text for each language; one whose language is not told only where there is no other."""
    held: dict[str, Text] = {}
    for one, text in found:
        lang = (attribute(one, "lang") or "und").lower()
        if text:
            held.setdefault(lang, Text(lang, text))
    if len(held) > 1:
        held.pop("und", None)
    return tuple(held.values())


def classes(bib: Element) -> tuple[ClassSymbol, ...]:
    """Return the IPC symbols of either edition, then the CPC symbols of every office."""
    ipc = [content(one) for one in every(bib, "{*}classifications-ipcr/{*}classification-ipcr/{*}text")]
    for tag in ("main-classification", "further-classification"):
        ipc += [content(one) for one in every(bib, "{*}classification-ipc/{*}" + tag)]
    cpc: list[str | None] = []
    for one in every(bib, ".//{*}patent-classifications//{*}patent-classification"):
        scheme = first(one, "{*}classification-scheme")
        if scheme is not None and (attribute(scheme, "scheme") or "").startswith("CPC"):
            cpc.append(content(one, "{*}classification-symbol"))
    return symbols("ipc", ipc) + symbols("cpc", cpc)


def citations(bib: Element) -> tuple[Citation, ...]:
    """Return what is cited, with the phase of the procedure and the categories (``X``, ``XY``) of the search report."""
    found: list[Citation] = []
    for one in every(bib, "{*}references-cited/{*}citation"):
        phase = attribute(one, "cited-phase")
        letters = "".join(content(each) or "" for each in every(one, "{*}category"))
        category = "".join(dict.fromkeys(letters.replace(" ", "").replace(",", ""))) or None
        for patent in every(one, "{*}patcit"):
            document = _cited(patent, category, phase)
            if document is not None:
                found.append(document)
        for other in every(one, "{*}nplcit"):
            if text := content(other, "{*}text") or content(other):
                found.append(Citation(text=text, category=category, phase=phase))
    return cited.once(found)


def _cited(patent: Element, category: str | None, phase: str | None) -> Citation | None:
    """Return a cited publication; a cited application, which has no publication yet, as a text."""
    el = first(patent, _ID)
    if (attribute(patent, "dnum-type") or "").startswith("application"):
        text = attribute(patent, "dnum") or content(patent)
        return Citation(text=text, category=category, phase=phase) if text else None
    date = partial_date(field(el, "date"))
    return cited.document(field(el, "country"), field(el, "doc-number"), field(el, "kind"), date, category, phase)


def designated(bib: Element) -> tuple[str, ...]:
    """Return the designated states, each once, without the regional offices that stand for several."""
    regions = {content(one) for one in every(bib, ".//{*}designation-of-states//{*}region/{*}country")}
    states = (content(one) for one in every(bib, ".//{*}designation-of-states//{*}country"))
    return tuple(dict.fromkeys(state for state in states if state and state not in regions))
