"""``similar``: what is nearest to a text, a file or a record, on a terminal."""

from pathlib import Path
from string import ascii_uppercase
from typing import Annotated

import typer

from domain.errors import ParameterError
from loaders.drafts import Read, read_draft
from search_api.settings import Budgets
from search_api.similar import bodies
from search_api.similar.answering import Answered, answered
from search_api.similar.asking import Wanted, json_of
from search_api.similar.asking import checked as checked_wanted
from search_api.similar.drafts import MOST
from search_api.similar.passages import COVERED
from search_api.similar.prior_art import ArtHit
from ui.cli.doors import AsJson, called, opened_searcher, print_json, say

_LARGEST = 50_000_000
"""Bytes of a draft that are read."""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("similar", short_help="相近文献 · nearest in meaning")(similar_command)


def similar_command(
    text: Annotated[str, typer.Option("--text", help="A text / 文字")] = "",
    file: Annotated[Path | None, typer.Option("--file", help="TXT, DOCX, PDF or patent XML / 文稿")] = None,
    number: Annotated[str, typer.Option("--number", help="A number of a record / 号码")] = "",
    before: Annotated[str, typer.Option("--before", help="Published before this day / 公开于此日之前")] = "",
    more: Annotated[list[str] | None, typer.Option("--more", help="More like this record / 更像这件")] = None,
    less: Annotated[list[str] | None, typer.Option("--less", help="Less like this record / 不像这件")] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write a report here, without the draft / 写出报告，不含文稿")
    ] = None,
    again: Annotated[
        Path | None, typer.Option("--again", help="Run this report again, with the same draft / 按报告重查同一文稿")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="How many / 条数")] = 10,
    lang: Annotated[str, typer.Option(help="zh or en / 语言")] = "en",
    as_json: AsJson = False,
) -> None:
    """Find the publications nearest to a text, a file or a record. 查找与文字、文件或记录最相近的文献。"""
    if sum(map(bool, (text, file, number))) != 1:
        raise ParameterError(
            "text", "请给出 --text、--file、--number 之一。", "Give one of --text, --file and --number."
        )
    given = {"text": text, "number": number or None, "before": before or None, "k": limit, "more": more, "less": less}
    if again is not None:
        given["report"] = json_of(_bytes_of(again))
    wanted = _wanted({name: value for name, value in given.items() if value})
    read = read_draft(_bytes_of(file)) if file is not None else None
    with opened_searcher() as searcher:
        found = answered(searcher, wanted, read or (Read(text) if text else None), lang, Budgets())
    if report is not None:
        _write(report, found)
    if as_json:
        print_json(bodies.prior_art_body(found.art))
        return
    _print(found)


def _wanted(given: dict[str, object]) -> Wanted:
    from fastapi.exceptions import RequestValidationError  # what the API raises for the same fault

    try:
        return checked_wanted(given)
    except RequestValidationError as error:
        name = ".".join(str(part) for part in error.errors()[0]["loc"][1:])
        raise ParameterError(name or "text", "参数有误。", f"This cannot be read: {name}.") from None


def _bytes_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise ParameterError("file", "文件过大。", "The file is too large.", code="draft-too-large")
        return file.read_bytes()
    except OSError:
        raise ParameterError("file", "读不出这个文件。", "The file cannot be read.") from None


def _write(path: Path, found: Answered) -> None:
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(found.report.model_dump_json(indent=1) + "\n")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ParameterError("report", f"不能写入 {path}：{reason}。", f"Cannot write {path}: {reason}.") from None


def _print(found: Answered) -> None:
    for one in found.art.notices:
        say(one.wording)
    for hit in found.art.hits:
        print("\t".join([*_start(hit), _covered(hit), called(hit.filing)]))
    for hit in found.art.earlier:
        print("\t".join([*_start(hit), "earlier · 在先申请", called(hit.filing)]))


def _start(hit: ArtHit) -> list[str]:
    return [hit.filing.id, f"{hit.fused.score:.3f}", f"{hit.fused.cosine:.3f}"]


def _covered(hit: ArtHit) -> str:
    """Return the letters of the features that a document covers."""
    return "".join(ascii_uppercase[one.feature] for one in hit.passages if one.score >= COVERED) or "–"
