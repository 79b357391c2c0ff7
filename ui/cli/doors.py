"""What the commands share: the engine that the environment names, and how answers are printed."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from domain.engine import Engine, Searcher
from domain.filings import Filing
from domain.text import Wording
from indexer.engines.connect import connect, settings_from

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout / 以 JSON 输出")]

_LONG = 60


@contextmanager
def opened_engine() -> Iterator[Engine]:
    """Open the engine of ``IPATLAS_ENGINE`` (or ``IPATLAS_STATE``) for one command."""
    engine = connect(settings_from(os.environ))
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def opened_searcher() -> Iterator[Searcher]:
    """Open a searcher for one command."""
    with opened_engine() as engine:
        searcher = engine.searcher()
        try:
            yield searcher
        finally:
            searcher.close()


def print_json(value: Any) -> None:
    """Print one JSON object on one line."""
    print(json.dumps(value, ensure_ascii=False))


def say(wording: Wording) -> None:
    """Tell a person something beside the answer, in both languages."""
    print(wording.en, wording.zh, sep="\n" if len(wording.en) > _LONG else " · ", file=sys.stderr, flush=True)


def called(filing: Filing) -> str:
    """Return what a filing is called, on one line: every title, or the words of the mark."""
    sign = getattr(filing, "mark", None)
    names = [one.text for one in filing.title] or ([sign.text] if sign is not None and sign.text else [])
    return " / ".join(dict.fromkeys(names))
