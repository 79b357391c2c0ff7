"""The profiles of jurisdictions: which rules are on, what each relation of goods counts, and the articles with their dates.

A profile is a data file in ``laws/``; article numbers stand nowhere else. Without a profile the check is neutral: all
rules, the goods table of the design, no statutes.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from domain.engine import Searcher
from domain.errors import ParameterError
from domain.filings import PartialDate
from domain.goods.relation import SCORES, Relation
from domain.goods.tables import Coordinated, coordinated_loaded
from domain.text import Wording

CODES = ("CN", "EU", "US")
RULES = tuple(f"W{number:02d}" for number in range(1, 18))


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it is cited, and the days between which it holds."""

    name: Wording
    valid_from: str
    valid_to: str | None


@dataclass(frozen=True, slots=True)
class Statute:
    """A ground of law under its label, with the articles that held it over time; ``years`` of the non-use rule."""

    ground: str
    label: Wording
    articles: tuple[Article, ...]
    years: int = 0

    def on(self, day: PartialDate) -> Article | None:
        """Return the article that held on a day."""
        return next(
            (one for one in self.articles if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)),
            None,
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """A jurisdiction; the neutral one has no code and no statutes."""

    code: str | None
    edition: str
    name: Wording
    rules: frozenset[str]
    guards: frozenset[str] | None
    groups: bool
    goods: Mapping[Relation, float]
    statutes: Mapping[str, Statute]
    coordinated: Coordinated | None = None
    """The table of coordinated classes that an office has loaded; without one the table that ships counts."""

    def statute(self, ground: str) -> Statute | None:
        return self.statutes.get(ground)


NEUTRAL = Profile(
    None, "", Wording("中性（不适用特定法律）", "Neutral (no particular law)"), frozenset(RULES), None, True, SCORES, {}
)


@cache
def profile_of(code: str | None) -> Profile:
    """Return a profile by its code, the neutral one for none. Raises ``ParameterError`` for a code without a file."""
    if not code:
        return NEUTRAL
    if code.upper() not in CODES:
        raise ParameterError(
            "profile", f"没有“{code[:20]}”的法律口径；现有 {'、'.join(CODES)}。",
            f"There is no profile “{code[:20]}”; there are {', '.join(CODES)}.",
        )  # fmt: skip
    return _read(tomllib.loads(files("search_api.conflicts").joinpath(f"laws/{code.lower()}.toml").read_text("utf-8")))


def with_loaded(profile: Profile, searcher: Searcher) -> Profile:
    """Return a profile with the table of coordinated classes that was loaded, where one was."""
    loaded = coordinated_loaded(searcher.symbol_children("coordinated", ""))
    return profile if loaded is None else replace(profile, coordinated=loaded)


def _read(given: Mapping[str, Any]) -> Profile:
    statutes = {
        one["ground"]: Statute(
            one["ground"], Wording(**one["label"]),
            tuple(
                Article(
                    Wording(**article["article"]), article["valid_from"].isoformat(),
                    article["valid_to"].isoformat() if "valid_to" in article else None,
                )
                for article in one["articles"]
            ),
            one.get("years", 0),
        )
        for one in given["statutes"]
    }  # fmt: skip
    guards = given["guards"]
    return Profile(
        given["code"], given["edition"], Wording(**given["name"]), frozenset(given["rules"]),
        None if guards == "all" else frozenset(guards), given["groups"], {**SCORES, **given["goods"]}, statutes,
    )  # fmt: skip
