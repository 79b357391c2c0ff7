"""``conflicts``: which earlier rights stand in the way of a mark, and a list of marks checked into a workbook."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from tqdm import tqdm

from domain.errors import ParameterError
from domain.text import Wording
from search_api.conflicts import batch, bodies
from search_api.conflicts.answer import CheckAnswer, check
from search_api.conflicts.asking import understood
from search_api.conflicts.rows import rows_of
from ui.cli.doors import AsJson, opened_searcher, print_json, say

LEVELS = {
    0: Wording("–", "–"),
    1: Wording("构成障碍", "Bar"),
    2: Wording("很可能近似", "Likely"),
    3: Wording("需审酌", "Consider"),
    4: Wording("供参考", "Note"),
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("conflicts", short_help="商标比对 · trade-mark conflicts")(conflicts_command)


def conflicts_command(
    mark: Annotated[str, typer.Argument(help="The sign / 商标文字")] = "",
    classes: Annotated[str, typer.Option("--classes", help="Nice classes, 9,42 / 尼斯类别")] = "",
    goods: Annotated[str, typer.Option("--goods", help="Goods, semicolons between / 商品")] = "",
    groups: Annotated[str, typer.Option("--groups", help="Similar groups / 类似群")] = "",
    vienna: Annotated[str, typer.Option("--vienna", help="Vienna codes / 维也纳编码")] = "",
    profile: Annotated[str, typer.Option("--profile", help="CN, EU or US / 法律口径")] = "",
    filed: Annotated[str, typer.Option("--filed", help="Filing date / 申请日")] = "",
    priority: Annotated[str, typer.Option("--priority", help="Priority date / 优先权日")] = "",
    owner: Annotated[str, typer.Option("--owner", help="Applicant / 申请人")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=500, help="How many / 条数")] = 20,
    audit: Annotated[bool, typer.Option("--audit", help="Score every mark / 全库逐件核算")] = False,
    names: Annotated[Path | None, typer.Option("--batch", help="A CSV of names / 名单")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The workbook, with --batch / 结果工作簿")] = None,
    as_json: AsJson = False,
) -> None:
    """Find the earlier rights that stand in the way of a mark, or check a list of names into a workbook.

    查找妨碍一个商标的在先权利，或把一份名单比对成工作簿。
    """
    if names is not None:
        if mark or out is None:
            raise ParameterError("batch", "--batch 需要 --out，且不带商标文字。", "--batch needs --out, and no mark.")
        _batch(names, out, profile or None, as_json=as_json)
        return
    row = {
        "mark": mark, "classes": classes, "goods": goods, "groups": groups, "vienna": vienna, "profile": profile,
        "filed": filed, "priority": priority, "owner": owner,
    }  # fmt: skip
    wanted = batch.wanted_of(row, k=limit, audit=audit)
    with opened_searcher() as searcher:
        answer = check(searcher, understood(wanted))
    if as_json:
        print_json(bodies.conflicts_body(answer))
        return
    _print(answer)


def _print(answer: CheckAnswer) -> None:
    for rival in answer.rivals:
        one = rival.conflict
        axes = " ".join(f"{axis:.2f}" for axis in (one.sound.score, one.look.score, one.meaning.score, one.goods.score))
        level = f"{one.level} {LEVELS[one.level].en} {LEVELS[one.level].zh}"
        codes = ",".join(said.code for said in rival.reasons) or "-"
        print("\t".join([level, one.id, batch.mark_of(rival), batch.owner_of(rival), axes, codes]))
    for ground in answer.absolute.findings:
        print("\t".join([f"{ground.list.en} {ground.list.zh}", ground.name, ground.how]))
    found = answer.found
    say(
        Wording(
            f"登记簿 {found.scanned:,} 件，候选 {found.candidates:,} 件",
            f"{found.scanned:,} marks, {found.candidates:,} candidates",
        )
    )
    for notice in answer.notices:
        say(notice.wording)


def _batch(names: Path, out: Path, profile: str | None, *, as_json: bool) -> None:
    try:
        stream = names.open("rb")
    except OSError:
        raise ParameterError("batch", "读不出这份名单。", "The list cannot be read.") from None
    with stream, opened_searcher() as searcher, tqdm(file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

        def tell(line: batch.Line) -> None:
            bar.update()
            if line.fault is not None:
                bar.write(f"{line.at}\t{line.fault.detail.en} {line.fault.detail.zh}", file=sys.stderr)

        part = out.with_name(f"{out.name}.part")
        try:
            done, faults = batch.write_workbook(part, batch.answered(searcher, rows_of(stream), profile), tell)
            part.replace(out)
        except OSError:
            raise ParameterError("out", "写不出结果文件。", "The workbook cannot be written.") from None
        finally:
            part.unlink(missing_ok=True)
    counts = {"answered": done, "errors": faults}
    print(json.dumps(counts) if as_json else " ".join(f"{name}={value}" for name, value in counts.items()))
