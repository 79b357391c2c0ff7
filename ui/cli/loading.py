"""``load``, ``sources``, ``rejects`` and ``status``: what is read, what could not be, and what is held."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from domain.dates import partial_date
from domain.errors import ParameterError
from domain.text import Wording
from indexer.build import FileReport, LoadOptions, LoadReport, load
from loaders.catalog import BY_NAME, SOURCES
from loaders.reference.catalog import TABLES
from ui.cli import quarantine
from ui.cli.doors import AsJson, opened_engine, opened_searcher, print_json, say
from ui.cli.progress import telling
from ui.cli.standing import status_command

_NAMED = 3
_UNREADABLE = "unknown format · 格式不明"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("load", short_help="载入数据文件 · load office files and tables")(load_command)
    app.command("sources", short_help="可读的数据来源 · the formats that are read")(sources_command)
    app.add_typer(quarantine.app, name="rejects", short_help="隔离的记录 · records that could not be read")
    app.command("status", short_help="载入状态 · what is held and what is running")(status_command)


def load_command(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", exists=True, help="Files, folders or archives / 文件、文件夹或压缩包"),
    ],
    source: Annotated[
        str, typer.Option(help="The source, where the content does not tell / 数据来源（内容无法识别时）")
    ] = "",
    source_date: Annotated[
        str, typer.Option(help="The date of records that give none / 未写明日期的记录所用日期")
    ] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Read files that are complete once more / 重读已载入的文件")
    ] = False,
    max_rejected: Annotated[
        str, typer.Option(help="The share of rejects above which the load fails / 拒收比例上限")
    ] = "5%",
    as_json: AsJson = False,
) -> None:
    """Load office files and reference tables; the last line counts every record.

    载入主管局数据文件与参考表；末行逐一计数。
    """
    if source and source not in BY_NAME:
        raise ParameterError(
            "source", "没有这个数据来源，见 ipatlas sources。", "There is no such source; see ipatlas sources."
        )
    date = partial_date(source_date) if source_date else None
    if source_date and date is None:
        raise ParameterError("source-date", "日期须写作 YYYY-MM-DD。", "The date is written YYYY-MM-DD.")
    options = LoadOptions(source or None, date, again, share(max_rejected))
    with opened_engine() as engine:
        try:
            with telling() as told:
                report = load(engine, paths, options, told)
        except KeyboardInterrupt:
            say(Wording("已中断；再次运行同一命令即可继续。", "Stopped; the same command goes on from here."))
            raise
    _tell(report)
    if as_json:
        print_json(report.as_json())
    else:
        print(report.line())
    if report.outcome != "complete":
        raise typer.Exit(1)


def share(text: str) -> float:
    """Read a share of at most all: ``5%`` or ``0.05``.

    >>> share("5%"), share("0.2")
    (0.05, 0.2)
    """
    try:
        found = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise ParameterError("max-rejected", "拒收比例须为 0% 至 100%。", "The share of rejects is from 0% to 100%.")
    return found


def _tell(report: LoadReport) -> None:
    """Say on stderr what the counts do not: tables, what was not recognised, what stopped, and why the load failed."""
    for one in report.files:
        for name, titles in _titles_of(one).items():
            print(f"{one.path.name}: {titles:,} titles · 个标题 ({name})", file=sys.stderr)
        _tell_unread(one)
        if one.failure is not None and one.failure.kind != "Unrecognised":
            detail, hint = one.failure.detail, one.failure.hint
            say(Wording(f"{one.path.name}：{detail.zh}", f"{one.path.name}: {detail.en}"))
            if hint:
                say(hint)
        if one.failure is None and not one.consistent:
            say(Wording(f"{one.path.name}：计数不符", f"{one.path.name}: the counts do not agree"))
    if not report.files:
        say(Wording("没有找到文件。", "There are no files here."))
    if report.counts["rejected"]:
        say(
            Wording(
                f"{report.counts['rejected']:,} 条被拒收，见 ipatlas rejects list。",
                f"{report.counts['rejected']:,} records were rejected: see ipatlas rejects list.",
            )
        )


def _titles_of(one: FileReport) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in one.tables:
        counts[table.name] = counts.get(table.name, 0) + table.titles
    return counts


def _tell_unread(one: FileReport) -> None:
    """Name what was not recognised, a line for each format of a file with its first members."""
    by_format: dict[str, list[str]] = {}
    for unread in one.unrecognised:
        by_format.setdefault(unread.format_name, []).append(unread.member or "")
    for kind, members in by_format.items():
        names = ", ".join(one for one in members[:_NAMED] if one)
        more = f" … +{len(members) - _NAMED:,}" if len(members) > _NAMED else ""
        place = f"{one.path.name}: {names}{more}" if names else one.path.name
        print(f"not recognised · 未识别: {place} ({kind or _UNREADABLE})", file=sys.stderr)


def sources_command(as_json: AsJson = False) -> None:
    """List the formats that are read, and what is loaded of each. 列出可读的数据来源与已载入数量。"""
    with opened_searcher() as searcher:
        rows = searcher.coverage()
    loaded: dict[str, int] = {}
    for row in rows:
        loaded[row.source] = loaded.get(row.source, 0) + row.records
    listed: list[dict[str, Any]] = [
        {
            "name": one.name,
            "title": {"zh": one.title.zh, "en": one.title.en},
            "office": one.office,
            "rights": list(one.rights),
            "reads": one.reads,
            "url": one.url,
            "records": loaded.get(one.name, 0),
        }
        for one in SOURCES
    ]
    tables: list[dict[str, Any]] = [
        {"name": one.name, "title": {"zh": one.title.zh, "en": one.title.en}} for one in TABLES
    ]
    if as_json:
        print_json({"sources": listed, "tables": tables})
        return
    for one in listed:
        print(f"{one['name']}\t{one['records']}\t{one['title']['en']} · {one['title']['zh']}")
    print("Reference tables · 参考表", file=sys.stderr)
    for table in tables:
        print(f"{table['name']}\t\t{table['title']['en']} · {table['title']['zh']}")
