"""A scope from an address, the frame over it, and the facts and findings that head its pages."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from domain.errors import AtlasError
from indexer import workspace
from search_api import params, syntax
from search_api.branches import Resolver
from search_api.judging import wilson
from search_api.navigation import answers
from search_api.navigation.catalog import ANALYSES
from search_api.navigation.dimensions import dimension
from search_api.navigation.frame import Frame, frame_of
from search_api.navigation.scope import NAMES, Scope, Unit, read
from search_api.service import Service
from ui.navigation.findings import finding
from ui.navigation.shown import Pairs, ShownAnalysis, names_of, shown
from ui.wording import say

DASHBOARD = (
    "trend", "status", "applicants", "applicant_year", "classes", "regions", "origin_target", "lifecycle", "wipo35",
    "emerging", "white_space", "rta",
)  # fmt: skip
"""The twelve frames of the first page, as the guide shows them; the topic map takes longer and has a page of its own."""
_FINDINGS = (
    ("nav_says_trend", "trend"), ("nav_says_leads", "applicants"), ("nav_says_grows", "emerging"),
    ("nav_says_where", "origin_target"), ("nav_says_status", "status"), ("nav_says_white", "white_space"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding in words, and the analysis that carries it."""

    head: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Failed:
    """An analysis that could not be given, and why."""

    name: str
    title: str
    reason: str


def own_pairs(given: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the parameters of an address that say something of a scope; empty fields of a form say nothing."""
    return [
        (name, value)
        for name, value in given
        if value.strip() and name != "lang" and (name in NAMES or name.startswith("f."))
    ]


def scope_of(service: Service, pairs: Pairs, lang: str, unit: Unit = "publication") -> Scope:
    """Read a scope. Raises ``ParameterError``, ``QueryError``."""
    return read(pairs, lang, service.settings.budgets, unit, Resolver(service.engine))


@contextmanager
def framed(service: Service, scope: Scope) -> Iterator[Frame]:
    """Give the frame of a scope, from one commit."""
    with service.searcher() as searcher:
        yield frame_of(searcher, scope, service.engine)


def answered(frame: Frame, name: str, pairs: Pairs) -> answers.Answer:
    """Return the answer of an analysis, asked once for a frame however many places show it."""
    found: answers.Answer | None = frame.cache.get(("answer", name))
    if found is None:
        found = answers.analyse(in_unit(frame, name, pairs), answers.named(name))
        frame.cache["answer", name] = found
    return found


def run(frame: Frame, name: str, pairs: Pairs, lang: str, full: bool = False) -> ShownAnalysis | Failed:
    """Run an analysis over a frame in the unit that it is counted in; one that fails does not spoil its neighbours."""
    analysis = answers.named(name)
    try:
        return shown(frame.searcher, answered(frame, name, pairs), pairs, lang, full)
    except AtlasError as error:
        return Failed(name, analysis.title.in_language(lang), error.detail.in_language(lang))


def in_unit(frame: Frame, name: str, pairs: Pairs) -> Frame:
    """Return the frame in the unit of an analysis, where the address names none and the analysis has its own."""
    unit = ANALYSES[name].unit
    if unit == frame.scope.unit or any(key in ("unit", "date") for key, _ in pairs):
        return frame
    return frame.narrowed(unit=unit, date=_DATE_OF[unit])


_DATE_OF = {"publication": "published", "application": "filed", "family": "priority_date"}


def findings(frame: Frame, pairs: Pairs, lang: str) -> list[Finding]:
    """Return what the figures say, in words; a finding with nothing to tell is left out."""
    found = []
    names = [*_FINDINGS, ("nav_says_free", "free_technology")] if frame.scope.territory else list(_FINDINGS)
    for head, name in names:
        try:
            answer = answered(frame, name, pairs)
        except AtlasError:
            continue
        if not answer.found.rows or not answer.total:
            continue
        said = finding(name, answer.found, names_of(frame.searcher, answer.found)).in_language(lang)
        found.append(Finding(say(head, lang), said, params.url_of(f"/{lang}/navigation/{name}", list(pairs))))
    return found


def facts(service: Service, frame: Frame, lang: str) -> list[tuple[str, str]]:
    """Return the figures of the strip: label and value."""
    listed = [(say(f"nav_unit_{frame.scope.unit}", lang), f"{frame.total:,}")]
    if frame.scope.unit != "publication":
        listed.append((say("nav_fact_publications", lang), f"{len(frame.hits):,}"))
    listed.append((say("nav_fact_applicants", lang), f"{distinct_applicants(frame):,}"))
    states = answers.analyse(frame, ANALYSES["status"]).found.rows
    share = next((row.values[2] for row in states if row.values[0] == "in_force"), None)
    if isinstance(share, float):
        listed.append((say("nav_fact_live", lang), f"{share * 100:.0f}\u00a0%"))
    if frame.scope.branch:
        with workspace.opened(service.engine) as connection:
            judged = workspace.judged(connection, frame.scope.branch)
        if found_precision := wilson(sum(one.relevant for one in judged), len(judged)):
            label = say("nav_fact_precision", lang, n=found_precision.n)
            listed.append((label, f"{found_precision.value:.2f}"))
    return listed


def distinct_applicants(frame: Frame) -> int:
    """Count the distinct names of applicants in the scope, merged where the scope says so."""
    return len(dimension(frame, "applicant").values(frame).codes)


def scope_rows(scope: Scope, pairs: Pairs, data_date: str, lang: str) -> list[tuple[str, str, str | None]]:
    """Return what the scope is: label, value, and the search that it opens."""
    first = scope.first if scope.first is not None else ""
    last = scope.last if scope.last is not None else ""
    named = say(f"nav_date_{scope.date}", lang)
    span = say("nav_span", lang, date=named, first=first, last=last) if first or last else f"{named}{'，' if lang == 'zh' else ', '}{say('nav_all_years', lang)}"  # fmt: skip
    asked = params.url_of(f"/{lang}/search", [("q", syntax.render(scope.query)), *scope.pairs])
    text = scope.branch or scope.tag or scope.reading.text or say("nav_all_years", lang)
    return [
        (say("nav_query", lang), text, asked),
        (say("nav_counted", lang), say(f"nav_unit_{scope.unit}", lang), None),
        (say("nav_date", lang), span, None),
        (say("nav_territory", lang), scope.territory or say("nav_territory_all", lang), None),
        (say("nav_data_to", lang), data_date, None),
    ]
