"""``rejects``: the records that could not be read, why, and once more."""

import base64
import sys
from collections import Counter
from contextlib import closing
from typing import Annotated, Any

import typer

from domain.errors import RecordNotFound
from domain.text import Wording
from indexer import ledger
from indexer.engines.connect import ledger_of
from indexer.ledger import KeptReject
from indexer.quarantine import retry
from ui.cli.doors import AsJson, opened_engine, print_json, say

app = typer.Typer(
    help="Records in quarantine: those that could not be read. 隔离区：无法读取的记录。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_SHOWN = 2_000


@app.command("list", short_help="列出 · list them")
def list_command(
    after: Annotated[int, typer.Option(min=0, help="Those after this number / 从此编号之后")] = 0,
    limit: Annotated[int, typer.Option(min=1, help="How many / 条数")] = 1_000,
    as_json: AsJson = False,
) -> None:
    """List the records in quarantine: number, file, member, offset, stage, reason. 列出隔离的记录。"""
    with opened_engine() as engine, closing(ledger_of(engine)) as connection:
        kept = ledger.rejects(connection, after=after, limit=limit)
        total = ledger.reject_count(connection)
    if as_json:
        print_json({"total": total, "rejects": [_as_json(one) for one in kept]})
        return
    for one in kept:
        reject = one.reject
        place = f"{reject.file}!{reject.member}" if reject.member else reject.file
        print(f"{one.num}\t{place}\t{reject.offset}\t{reject.stage}\t{reject.reason_en} · {reject.reason_zh}")
    say(Wording(f"共 {total:,} 条", f"{total:,} in all"))


@app.command("show", short_help="显示一条 · show one with its bytes")
def show_command(
    number: Annotated[int, typer.Argument(help="Its number in the list / 列表中的编号")],
    raw: Annotated[
        bool, typer.Option("--raw", help="Only its bytes, as they lie in the file / 仅输出原始字节")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show one record in quarantine with its bytes. 显示一条隔离的记录及其原始字节。"""
    with opened_engine() as engine, closing(ledger_of(engine)) as connection:
        one = ledger.reject(connection, number)
    if one is None:
        raise RecordNotFound("隔离区没有这个编号。", "The quarantine holds no such number.")
    if raw:
        sys.stdout.buffer.write(one.reject.raw)
        return
    if as_json:
        print_json({**_as_json(one), "raw": base64.b64encode(one.reject.raw).decode()})
        return
    for name, value in _as_json(one).items():
        print(f"{name}\t{value['en'] + ' · ' + value['zh'] if isinstance(value, dict) else value}")
    shown = one.reject.raw[:_SHOWN].decode("utf-8", "replace")
    print(f"\n{shown}{'…' if len(one.reject.raw) > _SHOWN else ''}")


@app.command("retry", short_help="重读 · read them once more")
def retry_command(
    numbers: Annotated[
        list[int] | None, typer.Argument(metavar="NUMBER", help="Those; all without / 编号，缺省为全部")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read records in quarantine once more, after an upgrade. 升级后重读隔离的记录。"""
    with opened_engine() as engine:
        done = retry(engine, numbers or ())
    missing = set(numbers or ()) - {one.num for one in done}
    if missing:
        raise RecordNotFound("隔离区没有这个编号。", "The quarantine holds no such number.")
    outcomes = Counter(one.outcome for one in done)
    names = ("indexed", "stale", "withdrawn", "rejected", "skipped")
    counts = {"read": len(done), **{name: outcomes[name] for name in names}}
    if as_json:
        print_json(counts)
    else:
        print(" ".join(f"{name}={count}" for name, count in counts.items()))


def _as_json(one: KeptReject) -> dict[str, Any]:
    reject = one.reject
    return {
        "number": one.num,
        "file": reject.file,
        "member": reject.member,
        "offset": reject.offset,
        "bytes": len(reject.raw),
        "source": one.source,
        "stage": reject.stage,
        "code": reject.code,
        "reason": {"zh": reject.reason_zh, "en": reject.reason_en},
    }
