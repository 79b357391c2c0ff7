"""``navigate``: the report of a navigation as files."""

import os
from pathlib import Path
from typing import Annotated

import typer

from domain.errors import ParameterError
from domain.text import Wording
from search_api.service import Service
from search_api.settings import from_environment
from ui.cli.doors import opened_engine, say
from ui.navigation import report


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("navigate", short_help="专利导航报告 · a landscape as a report")(navigate_command)


def navigate_command(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="A query / 检索式")],
    out: Annotated[Path, typer.Option(help="A new or empty folder / 空文件夹或新文件夹")],
    unit: Annotated[str, typer.Option(help="publication, application or family / 统计单位")] = "publication",
    territory: Annotated[
        str, typer.Option(help="Two letters, for free technology / 两位代码，用于可自由使用的技术")
    ] = "",
    clusters: Annotated[str, typer.Option(help="raw or merged names / 申请人名称：原样或合并")] = "raw",
    names: Annotated[
        Path | None, typer.Option(help="Your own table of names, CSV: name,cluster / 自己的名称归并表", exists=True)
    ] = None,
    branch: Annotated[str, typer.Option(help="A branch of the tree / 技术分解表的分支")] = "",
    lang: Annotated[str, typer.Option(help="zh or en / 语言")] = "en",
) -> None:
    """Write the report of a technology: one HTML file that prints, the tables as CSV, a manifest. 写出专利导航报告。"""
    if lang not in ("zh", "en"):
        raise ParameterError("lang", "语言须为 zh 或 en。", "The language is zh or en.")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ParameterError("out", f"{out} 须为空文件夹或尚不存在。", f"{out} must be empty or not exist yet.")
    pairs = [("q", query), ("unit", unit), ("territory", territory), ("clusters", clusters), ("branch", branch)]
    if names is not None:
        pairs.append(("names", names.read_text(encoding="utf-8-sig")))
    with opened_engine() as engine:
        service = Service(engine, from_environment(os.environ))
        made = report.files(report.made(service, [pair for pair in pairs if pair[1]], lang))
    for name, raw in made.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    say(Wording(f"{out / 'report.html'}：{len(made)} 个文件。", f"{out / 'report.html'}: {len(made)} files."))
