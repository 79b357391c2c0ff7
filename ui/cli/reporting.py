"""``ipatlas statistics``: every yearly table as CSV, one workbook, the white paper and a manifest, in a folder."""

from pathlib import Path
from typing import Annotated

import typer

from domain.errors import ParameterError
from domain.text import Wording
from indexer.workspace import opened
from search_api.statistics import asked
from search_api.statistics.yearbook import Yearbook
from ui.cli.doors import opened_engine, say
from ui.statistics.report import files, made


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
        text = population.read_bytes().decode("utf-8", "replace")
        given.append(("population", text))
    with opened_engine() as engine, opened(engine) as connection:
        searcher = engine.searcher()
        try:
            read = asked.read(searcher, [pair for pair in given if pair[1]])
            report = made(Yearbook(searcher, read), connection, lang)
            written = files(report, connection)
        finally:
            searcher.close()
    for name, content in written.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    say(Wording(f"已写出 {len(written)} 个文件。", f"{len(written)} files written."))
    print(out)
