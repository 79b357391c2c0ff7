"""The patents of the corpus: every publication of every invention, as (source, record)."""

from collections.abc import Iterator
from dataclasses import replace

from bench.corpus import chinese, cn, docdb, english, ep, us
from bench.corpus.dice import Dice
from bench.corpus.draft import Draft, draft
from bench.corpus.english import Telling
from bench.corpus.parties import applicants, inventors
from bench.corpus.plan import CN, EP, US_APPLICATION, US_GRANT, Plan, Publication, Register

DOCDB = "ep-exchange"
SHORT, FULL = 600, 80_000


def patents(register: Register, fulltext: float = 0.0) -> Iterator[tuple[str, str]]:
    """Yield the records of ``register.patents`` publications, and the exchange records of families and European ones.

    ``fulltext`` is the share of inventions whose description has 80,000 characters. Of short publications there are no
    exchange records.
    """
    left = register.patents
    for place in range(register.inventions):
        plan = register.plan(place)
        shown = plan.publications[:left]
        left -= len(shown)
        yield from _records(register, plan, shown, fulltext)


def _records(
    register: Register, plan: Plan, shown: tuple[Publication, ...], fulltext: float
) -> Iterator[tuple[str, str]]:
    about = draft(register, plan)
    length = FULL if Dice(register.seed, 10, plan.place).chance(fulltext) else SHORT
    home = next(one.office for one in plan.applications if one.first)
    companies, people = applicants(register, plan, home), inventors(register, plan, home)
    if register.short:
        about = replace(about, symbols=about.symbols[:1], cpc=about.cpc[:1])
        companies, people = companies[:1], people[:1]
    told: dict[str, Telling] = {}
    for published in shown:
        lang = "zh" if published.office == "CN" else "en"
        if lang not in told:
            told[lang] = _tell(register, plan, about, lang, length)
        writer = {"CN": cn.document, "US": us.document, "EP": ep.document}[published.office]
        source = CN if lang == "zh" else EP
        if published.office == "US":
            source = US_APPLICATION if published.kind == "A1" else US_GRANT
        if published.office != "EP" or register.short or not only_exchanged(plan):
            yield source, writer(register, plan, published, about, told[lang], companies, people)
        if (published.office == "EP" or plan.is_family) and not register.short:
            if "en" not in told:
                told["en"] = _tell(register, plan, about, "en", length)
            yield DOCDB, docdb.record(register, plan, published, about, told["en"], companies, people)


def only_exchanged(plan: Plan) -> bool:
    """Tell whether the European publications of an invention are in the corpus as exchange records alone."""
    return not plan.is_family and plan.place % 4 == 3


def _tell(register: Register, plan: Plan, about: Draft, lang: str, length: int) -> Telling:
    if lang == "zh":
        told = chinese.tell(about, Dice(register.seed, 11, plan.place), length // 3)
    else:
        told = english.tell(about, Dice(register.seed, 12, plan.place), length)
    return _shortened(told) if register.short else told


def _shortened(told: Telling) -> Telling:
    """Return the texts with one claim and no description."""
    return replace(told, claims=told.claims[:1], sections=[])
