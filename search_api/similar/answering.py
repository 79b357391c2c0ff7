"""One question about prior art, from what was asked to its answer and report: the same for API, pages and terminal."""

from dataclasses import dataclass

from domain.engine import EngineState, Searcher
from domain.nearness import Embedding
from loaders.drafts import Read
from search_api.service import Service
from search_api.settings import Budgets
from search_api.similar.asking import Wanted, draft_of
from search_api.similar.drafts import Draft
from search_api.similar.neighbours import ranker
from search_api.similar.prior_art import Art, prior_art
from search_api.similar.reports import Report, report_of, run_again

COST_MS = 200.0
"""What a client's allowance is charged for one."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was asked, the answer, and of which index."""

    draft: Draft
    art: Art
    state: EngineState
    held: Embedding

    @property
    def report(self) -> Report:
        return report_of(self.art, self.draft, self.state, self.held)


def answered(searcher: Searcher, wanted: Wanted, read: Read | None, lang: str, budgets: Budgets) -> Answered:
    """Answer. Raises ``ParameterError`` and the errors of a number."""
    able, embedder = ranker(searcher)
    draft = draft_of(searcher, wanted, read, lang, budgets)
    if wanted.report is not None:
        draft, art = run_again(able, embedder, draft, wanted.report)
    else:
        art = prior_art(able, embedder, draft)
    held = able.embedding()
    assert held is not None, "a ranker holds vectors"
    return Answered(draft, art, searcher.state(), held)


def answered_by(service: Service, wanted: Wanted, read: Read | None, lang: str) -> Answered:
    """Answer from a service's engine."""
    with service.searcher() as searcher:
        return answered(searcher, wanted, read, lang, service.settings.budgets)
