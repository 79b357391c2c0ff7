"""Oppositions to EU marks: who opposes, on which grounds, from which earlier marks."""

from domain.dates import partial_date
from domain.filings import LegalEvent, Party
from loaders.elements import Element, content, every
from loaders.euipo.transactions import OFFICE, country, names, people


def oppositions(mark: Element) -> tuple[tuple[Party, ...], list[LegalEvent]]:
    """Return the opponents, and one event for each opposition."""
    opponents: dict[Party, None] = {}
    events = []
    for one in every(mark, names("OppositionDetails/Opposition")):
        for party in people(every(one, names("OpponentDetails/OpponentKey/Identifier")), "opponent"):
            opponents.setdefault(party)
        parts = [content(one, "{*}OppositionIdentifier"), *_grounds(one), *_earlier_marks(one)]
        events.append(
            LegalEvent(
                date=partial_date(content(one, "{*}OppositionDate")),
                office=OFFICE,
                category="opposition",
                text="; ".join(filter(None, parts)),
            )
        )
    return tuple(opponents), events


def _grounds(opposition: Element) -> list[str]:
    lines = (
        " ".join(line.split())
        for one in every(opposition, "{*}OppositionGroundText")
        for line in (one.text or "").splitlines()
    )
    return [line for line in lines if line]


def _earlier_marks(opposition: Element) -> list[str]:
    """Return each earlier mark once: office, number and words."""
    found: dict[str, str] = {}
    for one in every(opposition, names("EarlierMarkDetails/EarlierMark")):
        office = country(content(one, "{*}EarlierMarkCountryCode"))
        number = content(one, "{*}RegistrationNumber") or content(one, "{*}ApplicationNumber")
        words = content(one, names("WordMarkSpecification/MarkVerbalElementText"))
        named = " ".join(filter(None, (office, number)))
        found.setdefault(named or words or "", " ".join(filter(None, (named, words))))
    return [text for text in found.values() if text]
