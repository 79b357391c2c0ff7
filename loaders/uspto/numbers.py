"""The numbers of a Red Book document: its own, those that it claims priority from, those that it is related to.

Invariants: an application that the filing goes back to (foreign priority, provisional, parent of a continuation,
division or reissue, international parent) is a priority; patents of parents and other publications are related.
``text`` of a related number or a domestic parent says the relation.
"""

from domain.filings import Number, NumberType, PartialDate
from domain.numbers import normal
from loaders.elements import Element, content, every, first, local
from loaders.uspto.references import Reference, below, number_from, reference

_RELATIONS = {
    "continuation": "continuation of",
    "continuation-in-part": "continuation in part of",
    "division": "division of",
    "substitution": "substitute for",
    "continuing-reissue": "continuing reissue of",
    "us-divisional-reissue": "divisional reissue of",
    "reissue": "reissue of",
    "reexamination": "re-examination of",
    "us-reexamination-reissue-merger": "merged re-examination and reissue of",
    "addition": "addition to",
    "utility-model-basis": "based on utility model",
    "correction": "correction of",
}
BACKDATING = frozenset({"continuation of", "continuation in part of", "division of"})
"""Relations whose parent's filing date starts the term."""
_PARENTS: tuple[tuple[str, NumberType], ...] = (
    ("document-id", "priority"),
    ("parent-pct-document/document-id", "priority"),
    ("parent-grant-document/document-id", "related"),
)
_PROVISIONAL = "provisional application"


def own_application(biblio: Element) -> Reference | None:
    """Return the application, its series code joined to a serial that stands without it."""
    found = below(biblio, "application-reference")
    if found is None:
        return None
    series = content(biblio, "us-application-series-code") or ""
    digits = normal("US", "application", found.number)
    if digits.isdecimal() and len(digits) <= 6 and series.isdecimal():
        digits = series.zfill(2) + digits.zfill(6)
    return Reference(found.office or "US", digits, None, found.date)


def numbers(publication: Reference, application: Reference | None, biblio: Element) -> tuple[Number, ...]:
    """Return every number of the document, its own first, each once."""
    found = [number_from(publication, "publication")]
    if application is not None:
        found.append(number_from(application, "application"))
    found += [
        number_from(one, "priority") for one in map(reference, every(biblio, "priority-claims/priority-claim")) if one
    ]
    found += _international(biblio)
    related = first(biblio, "us-related-documents")
    if related is not None:
        for one in related:
            found += _related(one, local(one))
    own = {(one.office, one.number) for one in found if one.type in ("publication", "application")}
    kept: dict[tuple[str, str, str], Number] = {}
    for one in found:
        if one.type in ("publication", "application") or (one.office, one.number) not in own:
            kept.setdefault((one.type, one.office, one.number), one)
    return tuple(kept.values())


def _international(biblio: Element) -> list[Number]:
    found = []
    filing = below(biblio, "pct-or-regional-filing-data")
    if filing is not None:
        found.append(number_from(filing, "international", office="WO"))
    published = below(biblio, "pct-or-regional-publishing-data")
    if published is not None:
        found.append(number_from(published, "related", text="international publication", office="WO"))
    hague = content(biblio, "hague-agreement-data/international-registration-number")
    if hague:
        found.append(Number(type="related", office="WO", number=hague, text="international design registration"))
    return found


def _related(el: Element, name: str) -> list[Number]:
    if name == "us-provisional-application":
        said = reference(first(el, "document-id"))
        return [number_from(said, "priority", text=_PROVISIONAL, kind="P")] if said else []
    if name == "related-publication":
        said = reference(first(el, "document-id"))
        return [number_from(said, "related", text="earlier publication")] if said else []
    relation = _RELATIONS.get(name)
    found: list[Number] = []
    for parent in every(el, "relation/parent-doc") if relation else ():
        for place, number_type in _PARENTS:
            said = reference(first(parent, place))
            if said is not None:
                found.append(number_from(said, number_type, text=relation))
    return found


def priority_date(found: tuple[Number, ...]) -> PartialDate | None:
    """Return the earliest date claimed."""
    dates = [one.date for one in found if one.type == "priority" and one.date]
    return min(dates) if dates else None
