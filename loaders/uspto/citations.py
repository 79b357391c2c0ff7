"""The references cited in a grant: ``references-cited/citation`` up to version 4.2, ``us-citation`` since 4.3.

Invariants: who cited stands in ``phase`` (examiner, applicant, other); ``category`` holds relevance letters only; other
literature is text alone.
"""

import re

from domain.filings import Citation
from domain.numbers import normal
from loaders.elements import Element, children_by_name, every, first, leaves, text_of
from loaders.uspto.references import country, date_of, kind_code

_PHASES = {
    "cited by examiner": "examiner",
    "cited by applicant": "applicant",
    "cited by other": "other",
    "cited by third party": "other",
}
_LETTERS = re.compile(r"[A-Z](?:[ ,;/]*[A-Z])*")


def citations(biblio: Element) -> tuple[Citation, ...]:
    """Return every reference cited, in the order of the document."""
    found = []
    for path in ("references-cited/citation", "us-references-cited/us-citation"):
        for one in every(biblio, path):
            cited = _citation(one)
            if cited is not None:
                found.append(cited)
    return tuple(found)


def _citation(el: Element) -> Citation | None:
    children = children_by_name(el)
    said = text_of(children["category"]) if "category" in children else ""
    phase = _PHASES.get(said) or _PHASES.get(said.lower())
    category = said if phase is None and _LETTERS.fullmatch(said) else None
    if "patcit" in children:
        return _patent(children["patcit"], phase, category)
    text = text_of(children["nplcit"]) if "nplcit" in children else ""
    return Citation(text=text, phase=phase, category=category) if text else None


def _patent(el: Element, phase: str | None, category: str | None) -> Citation | None:
    document = first(el, "document-id")
    if document is None:
        text = text_of(el)
        return Citation(text=text, phase=phase, category=category) if text else None
    cited = leaves(document)
    printed = cited.get("doc-number", "").strip()
    office, date = country(cited.get("country")), date_of(cited.get("date"))
    if not printed or office is None:
        text = " ".join(part.strip() for part in (printed, cited.get("name", "")) if part.strip())
        return Citation(text=text, date=date, phase=phase, category=category) if text else None
    if office == "US" and len(printed) <= 8 and printed.isdecimal():
        number = printed.lstrip("0") or "0"
    else:
        number = normal(office, "publication", printed)
    return Citation(
        office=office,
        number=number,
        kind=kind_code(cited.get("kind")),
        date=date,
        category=category,
        phase=phase,
    )
