"""``search``, ``show`` and ``export``: the API's answers on a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from domain import codec
from domain.errors import ParameterError
from domain.filings import Filing
from search_api import params, records, responses
from search_api.export.formats import format_named
from search_api.search import search
from search_api.settings import Budgets
from ui.cli.doors import AsJson, called, opened_searcher, print_json

Query = Annotated[str, typer.Argument(metavar="QUERY", help="A query / 检索式")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("search", short_help="检索 · search every right")(search_command)
    app.command("show", short_help="显示一条记录 · one record by its number")(show_command)
    app.command("export", short_help="导出全部结果 · every hit to a file")(export_command)


def search_command(
    query: Query,
    right: Annotated[
        str,
        typer.Option(help="patent, trademark, design, gi, layout, sign; several with commas / 权利类型，可用逗号并列"),
    ] = "",
    mode: Annotated[str, typer.Option(help="words, semantic or hybrid / 检索方式")] = "words",
    sort: Annotated[str, typer.Option(help="relevance, FIELD or -FIELD / 排序：relevance、字段或 -字段")] = "relevance",
    limit: Annotated[int, typer.Option(min=0, max=100, help="How many hits to print / 显示条数")] = 20,
    lang: Annotated[str, typer.Option(help="zh or en / 语言")] = "en",
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
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="A number in any common spelling / 任意写法的号码")],
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


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file that did not exist; one that could not be finished is deleted."""
    try:
        stream = path.open("xb")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ParameterError("out", f"不能写入 {path}：{reason}。", f"Cannot write {path}: {reason}.") from None
    try:
        with stream:
            yield stream
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def export_command(
    query: Query,
    out: Annotated[Path, typer.Option("--out", help="The file to write; it must not exist / 输出文件，须尚不存在")],
    format: Annotated[str, typer.Option("--format", help="csv, xlsx, jsonl, ris or bibtex / 格式")] = "csv",
    right: Annotated[
        str,
        typer.Option(help="patent, trademark, design, gi, layout, sign; several with commas / 权利类型，可用逗号并列"),
    ] = "",
    lang: Annotated[str, typer.Option(help="zh or en / 语言")] = "en",
) -> None:
    """Write every hit to a file, without a cap. 导出全部结果。"""
    written = format_named(format)
    pairs = [("q", query), *([("right", right)] if right else [])]
    asked = params.read(pairs, lang, Budgets())
    count = 0
    with opened_searcher() as searcher, _new_file(out) as stream:

        def counted() -> Iterator[Filing]:
            nonlocal count
            for filing in searcher.stream(asked.request):
                count += 1
                yield filing

        for block in written.write(counted(), lang):
            stream.write(block)
    print(f"{count:,} → {out}", file=sys.stderr)
