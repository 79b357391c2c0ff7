"""``search``, ``show`` and ``export``: the API's answers on a terminal."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from domain import codec
from domain.filings import Filing
from search_api import params, records, responses
from search_api.export.formats import format_named
from search_api.search import search
from search_api.settings import Budgets
from ui.cli.doors import AsJson, called, opened_searcher, print_json

Query = Annotated[str, typer.Argument(help="A query / 检索式")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("search")(search_command)
    app.command("show")(show_command)
    app.command("export")(export_command)


def search_command(
    query: Query,
    right: Annotated[str, typer.Option(help="patent, trademark, design, gi, layout or sign; several with commas")] = "",
    mode: Annotated[str, typer.Option(help="words, semantic or hybrid")] = "words",
    sort: Annotated[str, typer.Option(help="relevance, FIELD or -FIELD")] = "relevance",
    limit: Annotated[int, typer.Option(min=0, max=100, help="How many hits to print")] = 20,
    lang: Annotated[str, typer.Option(help="zh or en")] = "en",
    as_json: AsJson = False,
) -> None:
    """Search every right with one query language. 检索全部权利。"""
    pairs = [("q", query), ("mode", mode), ("sort", sort), ("size", str(limit))]
    pairs += [("right", right)] if right else []
    budgets = Budgets()
    asked = params.read(pairs, lang, budgets)
    with opened_searcher() as searcher:
        answer = search(searcher, asked, budgets)
        if as_json:
            print_json(responses.search_body(searcher, answer))
            return
    print(asked.reading.sentence.in_language(lang), file=sys.stderr)
    for one in answer.notices:
        print(f"! {one.wording.in_language(lang)}", file=sys.stderr)
    print(f"{answer.result.total:,}", file=sys.stderr)
    for hit in answer.result.hits:
        print(_line(hit.filing))


def _line(filing: Filing) -> str:
    date = filing.dates.published or filing.dates.registered or filing.dates.filed or ""
    return "\t".join([filing.id, date, filing.status.state, called(filing)])


def show_command(
    number: Annotated[str, typer.Argument(help="A number in any common spelling / 任意写法的号码")],
    as_json: AsJson = False,
) -> None:
    """Show one record. 显示一条记录。"""
    with opened_searcher() as searcher:
        filing = records.require(searcher, records.locate(searcher, number))
    if as_json:
        print_json(codec.as_json(filing))
        return
    status = filing.status
    print(f"{filing.id}\n{called(filing)}\n{status.state} {status.since or ''} {status.office_text or ''}".rstrip())
    for name in type(filing.dates).__dataclass_fields__:
        if value := getattr(filing.dates, name):
            print(f"{name}\t{value}")
    for party in filing.parties:
        print("\t".join([party.role, party.name, *(one for one in (party.original, party.country, party.city) if one)]))
    if filing.classes:
        print("\t".join(["classes", *(f"{one.scheme}:{one.symbol}" for one in filing.classes)]))
    for text in filing.abstract:
        print(f"\n{text.text}")
    for claim in filing.claims:
        print(f"\n{claim.number}. {claim.text}")


def export_command(
    query: Query,
    out: Annotated[Path, typer.Option("--out", help="The file to write; it must not exist")],
    format: Annotated[str, typer.Option("--format", help="csv, xlsx, jsonl, ris or bibtex")] = "csv",
    right: Annotated[str, typer.Option(help="patent, trademark, design, gi, layout or sign")] = "",
    lang: Annotated[str, typer.Option(help="zh or en")] = "en",
) -> None:
    """Write every hit to a file, without a cap. 导出全部结果。"""
    written = format_named(format)
    pairs = [("q", query), *([("right", right)] if right else [])]
    asked = params.read(pairs, lang, Budgets())
    count = 0
    with opened_searcher() as searcher, out.open("xb") as stream:

        def counted() -> Iterator[Filing]:
            nonlocal count
            for filing in searcher.stream(asked.request):
                count += 1
                yield filing

        for block in written.write(counted(), lang):
            stream.write(block)
    print(f"{count:,} → {out}", file=sys.stderr)
