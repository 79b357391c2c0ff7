"""How values are read off a filing: small functions that the entries of the registry share."""

from collections.abc import Callable, Sequence

from domain.engine import Paragraph
from domain.filings import Filing, PartyRole
from domain.text import Text

RECORDALS = ("assignment", "licence", "pledge")
"""The categories of legal events that say who else has a right: transfer, licence, pledge."""


def paragraphs(texts: Sequence[Text]) -> list[Paragraph]:
    """Cut texts into paragraphs at line feeds."""
    return [Paragraph(one.lang, line) for one in texts for line in one.text.split("\n") if line]


def title(filing: Filing) -> list[Paragraph]:
    return paragraphs(filing.title)


def abstract(filing: Filing) -> list[Paragraph]:
    return paragraphs(filing.abstract)


def claims(filing: Filing) -> list[Paragraph]:
    """Each claim is one paragraph, whatever lines it has."""
    return [Paragraph(claim.lang, claim.text.replace("\n", " ")) for claim in filing.claims]


def description(filing: Filing) -> list[Paragraph]:
    found: list[Paragraph] = []
    for section in filing.description:
        if section.heading:
            found.append(Paragraph(section.lang, section.heading))
        found += [Paragraph(section.lang, line) for line in section.text.split("\n") if line]
    return found


def mark(filing: Filing) -> list[Paragraph]:
    sign = getattr(filing, "mark", None)
    return [Paragraph("und", sign.text)] if sign is not None and sign.text else []


def statements(filing: Filing) -> list[Paragraph]:
    sign = getattr(filing, "mark", None)
    return [Paragraph(filing.language or "und", one.text) for one in sign.statements] if sign is not None else []


def goods(filing: Filing) -> list[Paragraph]:
    return [Paragraph(one.lang, one.text) for one in getattr(filing, "goods", ())]


def plain(name: str) -> Callable[[Filing], list[Paragraph]]:
    """Read an attribute that is a plain text, such as ``product``."""

    def read(filing: Filing) -> list[Paragraph]:
        value = getattr(filing, name, None)
        return [Paragraph(filing.language or "und", value)] if value else []

    return read


def names(*roles: PartyRole) -> Callable[[Filing], list[str]]:
    """Read the names of the parties of ``roles``, transliterated and original, each once."""

    def read(filing: Filing) -> list[str]:
        found: dict[str, None] = {}
        for party in filing.parties:
            if party.role in roles:
                found[party.name] = None
                if party.original:
                    found[party.original] = None
        return list(found)

    return read


_FIRST_APPLICANT: tuple[PartyRole, ...] = ("applicant", "assignee", "proprietor")
OWNER: tuple[PartyRole, ...] = ("proprietor", "assignee", "applicant")
"""Who owns a right now: the proprietor, where none is named whoever it was assigned to, else the applicant."""


def place(attribute: str, roles: Sequence[PartyRole] = _FIRST_APPLICANT) -> Callable[[Filing], list[str]]:
    """Read country, region or city of the first party, of the first of ``roles`` that the filing names."""

    def read(filing: Filing) -> list[str]:
        for role in roles:
            for party in filing.parties:
                if party.role == role:
                    value = getattr(party, attribute)
                    return [value] if value else []
        return []

    return read


def symbols(scheme: str) -> Callable[[Filing], list[str]]:
    def read(filing: Filing) -> list[str]:
        return list(dict.fromkeys(one.symbol for one in filing.classes if one.scheme == scheme))

    return read


def recordals(filing: Filing) -> list[str]:
    """Read the transfers, licences and pledges with the year of each, such as ``licence-2019``."""
    found = (
        f"{one.category}-{one.date[:4]}" for one in filing.events if one.category in RECORDALS and one.date is not None
    )
    return list(dict.fromkeys(found))


def date(name: str) -> Callable[[Filing], list[str]]:
    def read(filing: Filing) -> list[str]:
        value = getattr(filing.dates, name)
        return [value] if value else []

    return read


def nice_classes(filing: Filing) -> list[str]:
    """Read Nice classes from the classes and the goods; a national class (US A, B, 200) is none."""
    found = symbols("nice")(filing)
    classes = found + [one.class_ for one in getattr(filing, "goods", ()) if one.class_.isdigit()]
    return [one for one in dict.fromkeys(classes) if one.isdigit() and 1 <= int(one) <= 45]


def languages(filing: Filing) -> list[str]:
    """Read the languages of the texts that can be searched, the filing's own first."""
    texts = [filing.language, *(one.lang for one in filing.title), *(one.lang for one in filing.abstract)]
    texts += [one.lang for one in filing.claims] + [one.lang for one in getattr(filing, "goods", ())]
    return [lang for lang in dict.fromkeys(texts) if lang and lang != "und"]
