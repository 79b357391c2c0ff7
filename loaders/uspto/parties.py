"""The parties of a Red Book document, in both layouts: ``parties`` up to version 4.2, ``us-parties`` since 4.3.

Invariants: before 4.3 an applicant who is the inventor stands as both; each party stands once in a role; a country
``omitted`` or ``unknown`` is absent.
"""

from collections.abc import Iterator

from domain.filings import Party, PartyRole
from loaders.elements import Element, attribute, every, first, leaves
from loaders.uspto.references import country

_AMERICAN_ROLES = ("2", "4", "6", "8", "9")
"""Last digit of an assignee's role code: a company, person, government, county or state of the United States."""
_INVENTORS = ("inventor", "deceased-inventor", "us-deceased-inventor")


def parties(biblio: Element) -> tuple[Party, ...]:
    """Return applicants, inventors, assignees, agents and examiners, in this order."""
    found = dict.fromkeys(_applicants(biblio))
    for name in _INVENTORS:
        for path in (f"us-parties/inventors/{name}", f"parties/inventors/{name}"):
            found.update(dict.fromkeys(_read(biblio, path, "inventor")))
    found.update(dict.fromkeys(_read(biblio, "assignees/assignee", "assignee")))
    for path in ("us-parties/agents/agent", "parties/agents/agent"):
        found.update(dict.fromkeys(_read(biblio, path, "agent")))
    for path in ("examiners/primary-examiner", "examiners/assistant-examiner"):
        found.update(dict.fromkeys(_read(biblio, path, "examiner")))
    return tuple(found)


def _applicants(biblio: Element) -> Iterator[Party]:
    inventing: list[Party] = []
    for path in ("us-parties/us-applicants/us-applicant", "parties/applicants/applicant"):
        for one in every(biblio, path):
            applicant = _party(one, "applicant")
            if applicant is not None:
                yield applicant
            if attribute(one, "app-type") == "applicant-inventor":
                inventor = _party(one, "inventor")
                inventing += [inventor] if inventor is not None else []
    yield from inventing


def _read(biblio: Element, path: str, role: PartyRole) -> Iterator[Party]:
    for one in every(biblio, path):
        found = _party(one, role)
        if found is not None:
            yield found


def _party(el: Element, role: PartyRole) -> Party | None:
    book = first(el, "addressbook")
    holder = el if book is None else book
    said = leaves(holder)
    name = _name(said)
    if not name:
        return None
    address = first(holder, "address")
    where = leaves(address) if address is not None else {}
    code = country(where.get("country"))
    if code is None:
        residence = first(el, "residence")
        code = country(leaves(residence).get("country")) if residence is not None else None
    if code is None and role == "assignee" and said.get("role", "").strip()[-1:] in _AMERICAN_ROLES:
        code = "US"
    return Party(role=role, name=name, country=code, region=_plain(where.get("state")), city=_plain(where.get("city")))


def _name(said: dict[str, str]) -> str:
    """Return the company, or the person as first, middle and last name and suffix."""
    whole = said.get("orgname") or said.get("name")
    if whole is None:
        whole = " ".join(said[part] for part in ("first-name", "middle-name", "last-name", "suffix") if part in said)
    return " ".join(whole.split())


def _plain(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
