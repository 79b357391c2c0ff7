"""What is said beside the hits: the first words bold, and other readings of the query with their counts."""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from domain.engine import Searcher
from domain.errors import QueryError
from search_api import params, syntax
from search_api.search import Answer

_FIRST = re.compile(r"^(.+?(?:。|：|\.(?= )|:(?= )|$))(.*)$", re.DOTALL)
_QUOTED = re.compile(r"“([^”]*)”")
_COUNTED = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading the query."""

    query: str
    label: str
    url: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice ready for the template."""

    first: str
    rest: str
    readings: tuple[Reading, ...]


def split(text: str) -> tuple[str, str]:
    """Return the first words, which are sufficient alone, and the rest.

    >>> split("AND and OR stand side by side. AND binds first.")
    ('AND and OR stand side by side.', ' AND binds first.')
    """
    found = _FIRST.match(text)
    return (found[1], found[2]) if found else (text, "")


def underlined(text: str) -> Markup:
    """Return the sentence of a query with its words marked as read.

    >>> str(underlined("text contains “tea & co”"))
    'text contains <b lang="">tea &amp; co</b>'
    """
    out, at = Markup(""), 0
    for found in _QUOTED.finditer(text):
        out += escape(text[at : found.start()]) + Markup('<b lang="">') + escape(found[1]) + Markup("</b>")
        at = found.end()
    return out + escape(text[at:])


def spoken(text: str) -> Markup:
    """Return a sentence whose quoted words are set apart as being in any language.

    >>> str(spoken("No field is called “titel”."))
    'No field is called “<span lang="">titel</span>”.'
    """
    out, at = Markup(""), 0
    for found in _QUOTED.finditer(text):
        out += escape(text[at : found.start(1)]) + Markup('<span lang="">') + escape(found[1]) + Markup("</span>")
        at = found.end(1)
    return out + escape(text[at:])


def notices(searcher: Searcher, answer: Answer, path: str, lang: str) -> list[Shown]:
    """Return the notices of an answer; each reading says how many records it has."""
    asked = answer.asked
    found = []
    for one in answer.notices:
        first, rest = split(one.wording.in_language(lang))
        readings = []
        for at, (query, label) in enumerate(one.links):
            count = _count(searcher, query, answer) if at < _COUNTED else None
            url = params.url_of(path, params.changed(asked.pairs, q=query))
            readings.append(Reading(query, label.in_language(lang), url, count))
        found.append(Shown(first, rest, tuple(readings)))
    return found


def _count(searcher: Searcher, query: str, answer: Answer) -> int | None:
    request = answer.asked.request
    try:
        return searcher.count(syntax.parse(query).tree, request.filters, request.rights)
    except QueryError:
        return None
