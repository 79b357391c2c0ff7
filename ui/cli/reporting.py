"""``ipatlas statistics``: every yearly table as CSV, one workbook, the white paper and a manifest, in a folder.

What holds for every table, and what is wrong with the population table, is told on stderr as well.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from domain.errors import ParameterError
from domain.text import Wording
from indexer.workspace import opened
from loaders.rows import encoding_of
from search_api.statistics import asked
from search_api.statistics.yearbook import Yearbook
from ui.cli.doors import opened_engine, say
from ui.statistics.report import Report, files, made

_LARGEST = 8 << 20
"""Bytes of a population table."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(statistics)


def statistics(
    year: Annotated[int, typer.Option(help="Year / 年度", min=1600, max=9999)],
    out: Annotated[Path, typer.Option(help="Folder to write / 输出文件夹", file_okay=False)],
    region: Annotated[str, typer.Option(help="Country, region or city: CN, CN-浙江省, 杭州市 / 地区")] = "",
    address: Annotated[str, typer.Option(help="filing or current / 申请时或当前权利人地址")] = "filing",
    office: Annotated[str, typer.Option(help="Records of one office / 只统计一个机构的公布")] = "",
    population: Annotated[
        Path | None, typer.Option(help="CSV: region,residents[,year,source] / 人口表", exists=True, dir_okay=False)
    ] = None,
    lang: Annotated[str, typer.Option(help="zh or en")] = "zh",
) -> None:
    """Write the yearly tables and the white paper / 生成年度统计表和白皮书"""
    if lang not in ("zh", "en"):
        raise ParameterError("lang", "lang 须为 zh 或 en。", "lang is zh or en.")
    given = [("year", str(year)), ("region", region), ("address", address), ("office", office)]
    if population is not None:
        given.append(("population", _text(population)))
    with opened_engine() as engine, opened(engine) as connection:
        searcher = engine.searcher()
        try:
            read = asked.read(searcher, [pair for pair in given if pair[1]])
            _write(out, {})
            report = made(Yearbook(searcher, read), connection, lang)
            written = files(report, connection)
        finally:
            searcher.close()
    _write(out, written)
    _tell(report)
    say(Wording(f"已写出 {len(written)} 个文件。", f"{len(written)} files written."))
    print(out)


def _text(population: Path) -> str:
    """Return the text of a population table, UTF-8 or as Chinese spreadsheets write it."""
    try:
        raw = population.read_bytes() if population.stat().st_size <= _LARGEST else None
    except OSError:
        raise ParameterError("population", "读不出人口表。", "The population table cannot be read.") from None
    if raw is None:
        raise ParameterError("population", "人口表过大。", "The population table is too large.")
    return raw.decode(encoding_of(raw), "replace") or "\n"


def _write(out: Path, written: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made where it is not there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in written.items():
            path = out / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ParameterError("out", f"不能写入 {out}：{reason}。", f"Cannot write {out}: {reason}.") from None


def _tell(report: Report) -> None:
    """Say what is said of every table, and what is said of the population."""
    told = Counter(one for given in report.answers for one in dict.fromkeys(given.notices))
    for notice, tables in told.items():
        if tables == len(report.answers) or notice.code.startswith("population"):
            say(notice.wording)
