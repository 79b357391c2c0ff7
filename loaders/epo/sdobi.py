"""The bibliography of a European publication (``SDOBI``, tags of ST.32): numbers, parties, classes, citations, events."""

from collections.abc import Iterator

from domain.dates import partial_date
from domain.filings import Citation, ClassSymbol, LegalEvent, Number, NumberType, Party, PartyRole
from domain.numbers import normal
from domain.text import Text
from loaders.elements import Element, content, every, local
from loaders.epo import addresses, cited
from loaders.symbols import symbols

_PARTIES: tuple[tuple[str, PartyRole], ...] = (
    ("B700/B710/B711", "applicant"),
    ("B700/B720/B721", "inventor"),
    ("B700/B730/B731", "proprietor"),
    ("B700/B740/B741", "agent"),
    ("B700/B780/B781", "opponent"),
)
_EVENTS = (
    ("B200/B240/B241", "examination", "Request for examination"),
    ("B200/B240/B242", "examination", "Despatch of first examination report"),
    ("B200/B240/B243", "opposition", "Patent maintained as amended"),
    ("B200/B240/B244", "revocation", "Patent revoked"),
    ("B400/B430", "publication", "Publication of application"),
    ("B400/B450", "grant", "Publication of grant"),
    ("B400/B477", "publication", "Publication of amended specification"),
    ("B500/B560/B565EP", "examination", "Supplementary search report drawn up"),
    ("B800/B880", "publication", "Publication of search report"),
)


def date_at(bib: Element, path: str) -> str | None:
    """Return the date in the first element on the path."""
    return partial_date(content(bib, path + "/date"))


def numbers(bib: Element, office: str) -> tuple[Number, ...]:
    """Return the numbers: publication, application, priorities, international application, related documents."""
    found = [
        _number("publication", office, content(bib, "B100/B110"), date_at(bib, "B100/B140"), content(bib, "B100/B130"))
    ]
    found.append(_number("application", office, content(bib, "B200/B210"), date_at(bib, "B200/B220")))
    found += _priorities(bib)
    for one in every(bib, "B800/B860/B861"):
        found.append(_number("international", "WO", content(one, "dnum/anum"), partial_date(content(one, "date")), "W"))
    for one in every(bib, "B800/B870/B871"):
        found.append(_number("related", "WO", content(one, "dnum/pnum"), partial_date(content(one, "date"))))
    for one in every(bib, "B600/*/parent/pdoc") + every(bib, "B600/*/parent/cdoc"):
        filed = partial_date(content(one, "date"))
        found.append(_number("related", office, content(one, "dnum/anum"), filed, spelled_as="application"))
        found.append(_number("related", office, content(one, "dnum/pnum"), None))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _number(
    type: NumberType, office: str, text: str | None, date: str | None, kind: str | None = None,
    spelled_as: NumberType | None = None,
) -> Number | None:  # fmt: skip
    if not text:
        return None
    wanted: NumberType = spelled_as or ("publication" if type == "related" else type)
    value = normal(office, wanted, text, kind, date=date)
    return Number(
        type=type, office="WO" if value.startswith("PCT") else office, number=value, kind=None if kind == "W" else kind,
        date=date, text=text if text != value else None,
    )  # fmt: skip


def _priorities(bib: Element) -> Iterator[Number | None]:
    """Give the priorities, whose number, date and country stand side by side without an element around them."""
    group: dict[str, Element] = {}
    for one in [*every(bib, "B300/*"), None]:
        name = "" if one is None else local(one)
        if name in ("", "B310") and "B310" in group:
            date = partial_date(content(group["B320"], "date")) if "B320" in group else None
            country = content(group["B330"], "ctry") if "B330" in group else None
            yield _number("priority", country or "EP", content(group["B310"]), date)
            group = {}
        if one is not None:
            group[name] = one


def titles(bib: Element) -> tuple[Text, ...]:
    """Return the titles, whose languages and texts alternate."""
    found: dict[str, Text] = {}
    lang = "und"
    for one in every(bib, "B500/B540/*"):
        text = content(one)
        if local(one) == "B541":
            lang = (text or "und").lower()
        elif local(one) == "B542" and text:
            found.setdefault(lang, Text(lang, text))
    return tuple(found.values())


def parties(bib: Element) -> tuple[Party, ...]:
    """Return the parties in the order of their roles, each once."""
    found: list[Party] = []
    for path, role in _PARTIES:
        for one in every(bib, path):
            name = ", ".join(part for part in (content(one, "snm"), content(one, "fnm")) if part) or content(one, "onm")
            if not name:
                continue
            original = content(one, "B721EP/snm") or content(one, "B721EP")
            country = content(one, "adr/ctry")
            city, region = addresses.place(content(one, "adr/city"), country)
            found.append(
                Party(
                    role=role, name=name, original=original if original != name else None, country=country,
                    region=region, city=city,
                )
            )  # fmt: skip
    return tuple(dict.fromkeys(found))


def classes(bib: Element) -> tuple[ClassSymbol, ...]:
    """Return IPC symbols of either edition and CPC symbols."""
    ipc = [content(one) for one in every(bib, "B500/B510EP/classification-ipcr/text")]
    for tag in ("B511", "B512", "B513"):
        ipc += [content(one) for one in every(bib, "B500/B510/" + tag)]
    cpc = [content(one) for one in every(bib, "B500/B520EP/classifications-cpc/classification-cpc/text")]
    return symbols("ipc", ipc) + symbols("cpc", cpc)


def citations(bib: Element) -> list[Citation]:
    """Return the documents that the specification lists as cited."""
    patents = [cited.printed(text) for one in every(bib, "B500/B560/B561/text") if (text := content(one))]
    others = [Citation(text=text) for one in every(bib, "B500/B560/B562/text") if (text := content(one))]
    return patents + others


def designated(bib: Element) -> tuple[str, ...]:
    """Return the designated states, then those to which the patent may be extended or validated."""
    paths = ("B800/B840/ctry", "B800/B844EP/B845EP/ctry", "B800/B848EP/B849EP/ctry")
    return tuple(dict.fromkeys(state for path in paths for one in every(bib, path) if (state := content(one))))


def events(bib: Element) -> tuple[LegalEvent, ...]:
    """Return the events by date; a lapse in one state is told as such and ends nothing but itself."""
    filed = date_at(bib, "B200/B220")
    languages = f"Language of filing: {content(bib, 'B200/B250') or '?'}; of the procedure: {content(bib, 'B200/B251EP') or '?'}"
    found = [LegalEvent(date=filed, office="EP", category="filing", text=languages)]
    for path, category, text in _EVENTS:
        date = date_at(bib, path)
        if date:
            bulletin = content(bib, path + "/bnum")
            known = bulletin if bulletin and bulletin.strip("0") else None
            found.append(
                LegalEvent(
                    date=date, office="EP", category=category, text=f"{text}, Bulletin {known}" if known else text
                )
            )
    for one in every(bib, "B700/B780/B781"):
        name, date = content(one, "snm"), partial_date(content(one, "date"))
        if name:
            found.append(LegalEvent(date=date, office="EP", category="opposition", text=f"Opposition by {name}"))
    found += _lapses(bib)
    return tuple(sorted(found, key=lambda event: event.date or ""))


def _lapses(bib: Element) -> Iterator[LegalEvent]:
    """Give the lapses in single states, whose dates and countries alternate."""
    for group in every(bib, "B400/B472/B475"):
        date = None
        for one in every(group, "*"):
            if local(one) == "date":
                date = partial_date(content(one))
            elif local(one) == "ctry":
                state = content(one)
                yield LegalEvent(
                    date=date, office=state or "EP", category="other", code="B475", text=f"Lapsed in {state}"
                )
