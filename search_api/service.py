"""What the routes and the pages share: the engine, the settings, the allowance of each client, and the counters."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from fastapi import Request

from domain.engine import Engine, Searcher
from search_api.limits import Allowance, client_of
from search_api.settings import ApiSettings

LANGUAGES = ("zh", "en")


@dataclass(slots=True)
class Service:
    """Everything that answers; made once at a door and kept in ``app.state.service``."""

    engine: Engine
    settings: ApiSettings
    allowance: Allowance = field(init=False)

    def __post_init__(self) -> None:
        self.allowance = Allowance(self.settings.budgets, self.settings.slots)

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """Give a searcher that sees one commit."""
        searcher = self.engine.searcher()
        try:
            yield searcher
        finally:
            searcher.close()

    def client(self, request: Request) -> str:
        """Return who asks."""
        peer = request.client.host if request.client else None
        return client_of(peer, request.headers.get("x-forwarded-for"), self.settings.trusted_proxies)


def service_of(request: Request) -> Service:
    """Return the service of the application that a request came to."""
    service: Service = request.app.state.service
    return service


def language_of(request: Request) -> str:
    """Return the language of the answer: ``lang``, else Accept-Language, else English."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    ranked: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "").split(","):
        name, _, quality = part.strip().partition(";q=")
        try:
            ranked.append((-float(quality or 1), name.lower()[:2]))
        except ValueError:
            continue
    return next((name for _, name in sorted(ranked, key=lambda one: one[0]) if name in LANGUAGES), "en")
