"""``demo`` and ``serve``: pages and API from one command, stopped by SIGINT or SIGTERM."""

import os
import shutil
import socket
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from domain.engine import Engine
from domain.errors import EngineDamaged, EngineIncompatible, NotOurs, ParameterError, SettingsError
from domain.text import Wording
from indexer import ledger
from indexer.build import LoadOptions, LoadReport, load
from indexer.engines.connect import (
    EngineSettings,
    connect,
    connect_to_serve,
    folder_of,
    ledger_of,
    settings_from,
    writing,
)
from loaders.load import file_digest
from loaders.reference.lists import own_titles
from search_api.settings import from_environment
from ui.cli.doors import say
from ui.cli.progress import telling
from ui.cli.workers import serve

BUNDLE = Path(__file__).parent / "demo_bundle"
_MARK = "demo"
"""The file in an engine's folder that names what demo loaded, by SHA-256."""
Port = Annotated[int, typer.Option(min=1, max=65_535, help="The port / 端口")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("demo", short_help="示例数据与服务 · sample filings, then pages and API")(demo_command)
    app.command("serve", short_help="页面与接口服务 · pages and API")(serve_command)


def demo_command(
    port: Port = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Only load / 仅载入，不启动服务")] = False,
) -> None:
    """Load the sample filings into a fresh embedded index, then serve pages and API.

    将示例数据载入全新的嵌入式索引，然后启动页面与接口。
    """
    if not no_serve:
        _require_free("127.0.0.1", port)
    settings = demo_settings(settings_from(os.environ))
    report = load_demo(settings)
    print(report.line(), flush=True)
    if report.outcome != "complete":
        raise typer.Exit(1)
    if not no_serve:
        os.environ["IPATLAS_ENGINE"] = settings.engine
        _serve("127.0.0.1", port, 1)


def demo_settings(settings: EngineSettings) -> EngineSettings:
    """Return the embedded engine for the demo: the one that is named, or one in the state folder."""
    try:
        folder_of(settings)
    except SettingsError:
        if not settings.engine.startswith(("http://", "https://")):
            raise
        return EngineSettings(f"embedded:{settings.state / 'demo'}", settings.state)
    return settings


def load_demo(settings: EngineSettings) -> LoadReport:
    """Load the bundle into a fresh index. Raises ``NotOurs`` for an index that holds anything else."""
    folder = folder_of(settings)
    files = sorted(one for one in BUNDLE.iterdir() if one.suffix == ".xz")
    digests = [file_digest(one) for one in files]
    if folder.exists() and any(folder.iterdir()):
        try:
            with closing(connect(settings)) as engine:
                _require_own(engine, folder)
        except (EngineIncompatible, EngineDamaged):
            raise NotOurs(
                f"{folder} 中的索引由另一版本写成或已损坏。不再需要时请删除该文件夹，然后重新运行 demo。",
                f"The index in {folder} was written by another version or is damaged. "
                "Delete the folder if you do not need it, and run demo again.",
            ) from None
        shutil.rmtree(folder)
    with closing(connect(settings)) as engine:
        (folder / _MARK).write_text("\n".join(digests) + "\n", encoding="ascii")
        with engine.writer() as writer:
            writer.write_titles(own_titles())
        with telling() as told:
            return load(engine, files, LoadOptions(), told)


def _require_own(engine: Engine, folder: Path) -> None:
    """Raise unless the index is empty or holds only what demo loaded."""
    mark = folder / _MARK
    ours = set(mark.read_text(encoding="ascii").split()) if mark.exists() else set()
    with closing(ledger_of(engine)) as connection:
        loaded = {one.sha256 for one in ledger.files(connection)}
    if loaded - ours:
        raise NotOurs(
            "这个索引不是 demo 建立的，或已载入其他数据，不会覆盖。请用 IPATLAS_STATE 或 IPATLAS_ENGINE 指定另一文件夹。",
            "This index was not made by demo, or holds other files; it is not overwritten. "
            "Name another folder by IPATLAS_STATE or IPATLAS_ENGINE.",
        )
    if writing(engine):
        with engine.writer(0.0):
            pass


def serve_command(
    host: Annotated[str, typer.Option(help="The address to listen on / 监听地址")] = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes / 进程数")] = 1,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option("--trusted-proxy", metavar="ADDRESS", help="A proxy whose X-Forwarded-For is believed / 可信代理"),
    ] = None,
) -> None:
    """Serve pages and API over the index. 启动页面与接口服务。"""
    if trusted_proxy:
        os.environ["IPATLAS_TRUSTED_PROXIES"] = ",".join(trusted_proxy)
    from_environment(os.environ)
    with closing(connect_to_serve(settings_from(os.environ))) as engine, closing(engine.searcher()) as searcher:
        searcher.state()
    _require_free(host, port)
    _serve(host, port, workers)


def _require_free(host: str, port: int) -> None:
    """Raise where the server could not listen, before anything is loaded."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, number) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ParameterError(
            "port",
            f"不能在 {host} 的端口 {port} 上监听：{reason}。",
            f"Cannot listen on port {port} of {host}: {reason}.",
            hint=Wording("用 --port 另选一个端口。", "Choose another with --port."),
        ) from None


def _serve(host: str, port: int, workers: int) -> None:
    """Serve until SIGINT or SIGTERM; the workers read the same environment."""
    shown = f"[{host}]" if ":" in host else host
    say(Wording(f"http://{shown}:{port}/ 按 Ctrl-C 停止。", f"http://{shown}:{port}/ Ctrl-C stops it."))
    with tempfile.TemporaryDirectory(prefix="ipatlas-") as slots:
        if workers > 1:
            os.environ["IPATLAS_SLOTS"] = slots
        if not serve(host, port, workers):
            raise typer.Exit(1)
