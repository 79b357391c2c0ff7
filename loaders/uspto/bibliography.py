"""What grants and published applications have in common: one document element read into the fields of a filing."""

from dataclasses import dataclass
from typing import Any

from domain.errors import RecordRejected
from domain.filings import Design, Number, Origin, Patent, Right
from domain.numbers import publication_id
from loaders.elements import Element, attribute, every, first
from loaders.sources import dated
from loaders.uspto import text
from loaders.uspto.classes import classes
from loaders.uspto.numbers import numbers, own_application
from loaders.uspto.parties import parties
from loaders.uspto.references import Reference, below


@dataclass(frozen=True, slots=True)
class Document:
    """A document with what the rest of it hangs on."""

    root: Element
    biblio: Element
    publication: Reference
    application: Reference | None
    numbers: tuple[Number, ...]
    right: Right
    language: str


def opened(root: Element, biblio_name: str) -> Document:
    """Find the bibliography and the publication number; raise ``RecordRejected`` where there is none."""
    biblio = first(root, biblio_name)
    if biblio is None:
        raise RecordRejected("没有著录项目", "there is no bibliographic data", stage="format")
    publication = below(biblio, "publication-reference")
    if publication is None:
        raise RecordRejected("没有公布号", "there is no publication number", stage="format")
    application = own_application(biblio)
    reference = first(biblio, "application-reference")
    kind_of_application = attribute(reference, "appl-type") if reference is not None else None
    design = kind_of_application == "design" or (publication.kind or "").startswith("S")
    return Document(
        root=root,
        biblio=biblio,
        publication=publication,
        application=application,
        numbers=numbers(publication, application, biblio),
        right="design" if design else "patent",
        language=(attribute(root, "lang") or "en").lower(),
    )


def filing(document: Document, origin: Origin, **own: Any) -> Patent | Design:
    """Build the filing; ``own`` holds what grants and applications read differently."""
    publication, lang = document.publication, document.language
    office = publication.office or "US"
    title = text.title(document.biblio, lang)
    shared: dict[str, Any] = {
        "id": publication_id(office, publication.number, publication.kind),
        "office": office,
        "kind": publication.kind,
        "language": lang,
        "origin": dated(origin, publication.date),
        "numbers": document.numbers,
        "title": title,
        "abstract": text.abstract(document.root, lang),
        "claims": text.claims(document.root, lang),
        "description": text.description(document.root, lang),
        "parties": parties(document.biblio),
        "classes": classes(document.biblio),
    }
    if document.right == "design":
        return Design(**shared, **own, product=title[0].text if title else None, views=_views(document.root))
    return Patent(**shared, **own)


def _views(root: Element) -> tuple[str, ...]:
    """Return the names of the pictures, each once."""
    names = (attribute(image, "file") for image in every(root, "drawings/figure/img"))
    return tuple(dict.fromkeys(name for name in names if name))
