"""``doctor``, ``reindex``, ``rollback``, ``backup`` and ``restore``: what keeps an index sound."""

import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from domain.engine import EngineState
from domain.text import Wording
from indexer import backup as backups
from indexer.engines.connect import create_keys, folder_of, settings_from
from ui.cli.doors import AsJson, opened_engine, print_json, say
from ui.cli.progress import counting


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("doctor", short_help="检查 · is everything whole?")(doctor_command)
    app.command("reindex", short_help="重建索引 · build the index anew")(reindex_command)
    app.command("rollback", short_help="退回上一代索引 · the index before")(rollback_command)
    app.command("backup", short_help="备份 · copy everything held")(backup_command)
    app.command("restore", short_help="恢复 · make an index from a backup")(restore_command)


def doctor_command(
    keys: Annotated[
        bool,
        typer.Option("--create-keys", help="Make a cluster's keys to search, load and operate / 建立集群的三把密钥"),
    ] = False,
    folder: Annotated[
        Path | None, typer.Option("--keys", help="Where the key files go; default: keys in IPATLAS_STATE / 密钥文件夹")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check the records, the index and how they agree; exit 1 when something is wrong.

    检查记录、索引及两者是否一致；有问题时退出码为 1。
    """
    if keys:
        _create_keys(folder, as_json=as_json)
        return
    with opened_engine() as engine:
        findings = engine.check()
    if as_json:
        print_json(
            {
                "sound": all(one.sound for one in findings),
                "findings": [
                    {"code": one.code, "sound": one.sound, "zh": one.message.zh, "en": one.message.en}
                    for one in findings
                ],
            }
        )
    else:
        for one in findings:
            print(f"{'ok' if one.sound else 'WRONG'}\t{one.code}\t{one.message.en} · {one.message.zh}")
    if not all(one.sound for one in findings):
        raise typer.Exit(1)


def _create_keys(folder: Path | None, *, as_json: bool) -> None:
    """Make the keys with the user of the environment, who may; print where each lies, never the key."""
    settings = settings_from(os.environ)
    with opened_engine() as engine:
        made = create_keys(engine, folder or settings.state / "keys")
    if as_json:
        print_json({"keys": {work: str(path) for work, path in made.items()}})
        return
    for work, path in made.items():
        print(f"{work}\t{path}")
    say(
        Wording(
            "服务只用 search.key，载入用 load.key，重建与快照用 operate.key；由 IPATLAS_ELASTICSEARCH_KEY_FILE 指明。",
            "Serve with search.key alone, load with load.key, reindex and take snapshots with operate.key: "
            "IPATLAS_ELASTICSEARCH_KEY_FILE names the file.",
        )
    )


def reindex_command(as_json: AsJson = False) -> None:
    """Build a new generation of the index from the records, verify it and publish it. 由记录重建索引、校验并启用。"""
    with opened_engine() as engine, counting("reindex") as told:
        state = engine.reindex(told)
    _tell(state, as_json=as_json)


def rollback_command(as_json: AsJson = False) -> None:
    """Return to the previous generation of the index; no load is undone. 退回上一代索引；不撤销任何载入。"""
    started = time.monotonic()
    with opened_engine() as engine:
        state = engine.rollback()
    _tell(state, as_json=as_json, seconds=time.monotonic() - started)


def backup_command(
    folder: Annotated[Path, typer.Argument(help="An empty or new folder / 空文件夹或新文件夹")], as_json: AsJson = False
) -> None:
    """Copy everything the engine holds into a folder, also while it is used. 备份全部记录，运行中亦可。"""
    folder_of(settings_from(os.environ))  # a cluster has snapshots of its own
    with opened_engine() as engine, counting("backup") as told:
        made = backups.backup(engine, folder, told)
    if as_json:
        print_json(asdict(made))
    else:
        print(f"records={made.records} bytes={made.bytes} sha256={made.sha256}")


def restore_command(
    folder: Annotated[Path, typer.Argument(help="A backup / 备份所在文件夹")], as_json: AsJson = False
) -> None:
    """Make the engine from a backup; it must hold no records yet. 从备份恢复；目标索引须为空。"""
    with counting("restore") as told:
        state = backups.restore(settings_from(os.environ), folder, told)
    _tell(state, as_json=as_json)


def _tell(state: EngineState, *, as_json: bool, seconds: float | None = None) -> None:
    """Print the published generation; for a way back also how long it took and how many records came since."""
    body: dict[str, object] = {"generation": state.generation, "records": state.records}
    if "written_again" in state.details:
        body["written_again"] = int(state.details["written_again"])
    if seconds is not None:
        body["seconds"] = round(seconds, 1)
    if as_json:
        print_json({**body, "data_date": state.data_date})
        return
    print(" ".join(f"{name}={value}" for name, value in body.items()))
    say(Wording(f"第 {state.generation} 代索引已启用。", f"Generation {state.generation} is published."))
