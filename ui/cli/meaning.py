"""``train-embedding``: the model that says what is near to a text."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from tqdm import tqdm

from domain.errors import ParameterError
from domain.families import family_of
from domain.filings import Amendment, Filing
from domain.query import All, SearchRequest
from domain.text import Wording
from indexer.build import files_of
from indexer.embeddings.embedder import SHIPPED
from indexer.embeddings.static import StaticEmbedder
from loaders.load import read_parts
from ui.cli.doors import AsJson, opened_searcher, print_json, say

if TYPE_CHECKING:
    from indexer.embeddings.learning import Report
    from indexer.embeddings.views import Said

_FEWEST = 50


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("train-embedding", short_help="训练嵌入模型 · train the embedder")(train_command)


def train_command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Office files; without them the loaded register / 文件")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="The model's folder / 模型文件夹")] = Path("model"),
    steps: Annotated[int, typer.Option(min=1, help="Steps of training / 训练步数")] = 1_500,
    batch: Annotated[int, typer.Option(min=2, help="Publications in a step / 每步文献数")] = 1_024,
    adapt: Annotated[bool, typer.Option("--adapt", help="Begin with atlas-static / 从 atlas-static 开始")] = False,
    as_json: AsJson = False,
) -> None:
    """Train a static model on the texts of files or of the loaded register; a stopped training goes on where it was.

    用文件或已载入记录的文字训练静态嵌入模型；中断后可接着训练。
    """
    from indexer.embeddings.learning import learn  # with SciPy, which takes longer to import than most commands run
    from indexer.embeddings.training import Plan

    said, families = _said(_of_files(paths) if paths else _of_register(), adapt=adapt)
    if len(said) < _FEWEST:
        raise ParameterError(
            "paths", f"至少需要 {_FEWEST} 件有文字的文献。", f"At least {_FEWEST} publications with texts are needed."
        )
    start = StaticEmbedder(SHIPPED, SHIPPED.name) if adapt else None
    with tqdm(total=steps, file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

        def told(step: int, all_steps: int, loss: float) -> None:
            bar.update(step - bar.n)
            bar.set_postfix(loss=f"{loss:.3f}", refresh=False)

        plan = Plan(steps=steps, batch=batch)
        report = learn(said, out, plan, families=families, start=start, told=told, accept=_no_worse)
    if as_json:
        print_json(asdict(report) | {"published": _no_worse(report)})
    else:
        _print_report(report, out)
    if not _no_worse(report):
        raise typer.Exit(1)


def _no_worse(report: "Report") -> bool:
    """Tell whether an adapted model finds at least as many of those held out first as the one that it began with."""
    return report.before is None or report.first >= report.before[0]


def _print_report(report: "Report", out: Path) -> None:
    print(f"{report.publications:,} publications, {report.held_out:,} held out, {report.tokens:,} tokens")
    if report.before:
        print(f"before\tfirst {report.before[0]:.3f}\tten {report.before[1]:.3f}")
    if report.kin:
        print(f"families\t{report.kin:,}")
    print(f"after\tfirst {report.first:.3f}\tten {report.ten:.3f}")
    if _no_worse(report):
        say(
            Wording(
                f"使用：IPATLAS_EMBEDDING={out}，再载入一次即重新生成向量。",
                f"To use it: IPATLAS_EMBEDDING={out}; the next load makes the vectors anew.",
            )
        )
    else:
        say(
            Wording(
                f"适配后并未更好，未启用；结果留在 {out}.new。",
                f"Adapting made it no better: not published; the result lies in {out}.new.",
            )
        )


def _of_files(paths: list[Path]) -> Iterator[Filing]:
    for path, _ in files_of(paths):
        for batch in read_parts(path):
            for part in batch.parts:
                if part.content is not None and not isinstance(part.content, Amendment):
                    yield part.content


def _of_register() -> Iterator[Filing]:
    with opened_searcher() as searcher:
        yield from searcher.stream(SearchRequest(query=All()))


def _said(filings: Iterable[Filing], *, adapt: bool) -> tuple[list["Said"], list[str] | None]:
    """Return what filings say; for adapting also their titles in other languages, and the family of each."""
    from indexer.embeddings.views import said_by, translated_by

    said: list[Said] = []
    families: list[str] = []
    for filing in filings:
        found = [one for one in (said_by(filing),) if one.enough()]
        if adapt and found:
            found += translated_by(filing)
        said += found
        families += [family_of(filing)] * len(found) if adapt else []
    return said, families if adapt else None
