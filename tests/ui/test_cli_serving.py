"""``demo`` and ``serve``, two loads at once, and loads that are killed or stopped: as processes of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from bench.corpus.write import Size, write
from indexer.build import LoadOptions
from indexer.engines.connect import EngineSettings, connect
from ui.cli import loading, main, serving, workers

ROOT = Path(__file__).parent.parent.parent
SIZE = Size(patents=36, marks=10, designs=4, gis=3, layouts=2, signs=2)
LARGER = Size(patents=260, marks=10, designs=4, gis=3, layouts=2, signs=2)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bundle")
    write(folder, 6, SIZE, "xz")
    return folder


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundle: Path) -> Path:
    monkeypatch.delenv("IPATLAS_ENGINE", raising=False)
    monkeypatch.setenv("IPATLAS_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(serving, "BUNDLE", bundle)
    return tmp_path / "state"


def code(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as stop:
        main([str(one) for one in arguments])
    return int(stop.value.code or 0)


def test_demo_loads_its_bundle_into_a_fresh_index(state: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert code("demo", "--no-serve") == 0
    line = capfd.readouterr().out.strip()
    assert code("status", "--json") == 0
    status = json.loads(capfd.readouterr().out)
    assert status["records"] > 50 and f"files={status['files']} " in line
    assert code("demo", "--no-serve") == 0, "its own index is made anew"
    assert capfd.readouterr().out.strip().partition(" seconds")[0] == line.partition(" seconds")[0]
    assert code("search", "ipc:H01M", "--json", "--limit", "1") == 0


def test_demo_leaves_other_data_alone(state: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "mine", 77, SIZE)
    assert code("load", tmp_path / "mine" / "gi-register-01.json") == 0
    assert code("demo", "--no-serve") == 1
    assert "not made by demo" in capfd.readouterr().err
    assert code("status", "--json") == 0
    assert json.loads(capfd.readouterr().out)["records"] == 3


def test_demo_leaves_its_own_index_alone_once_other_files_are_in_it(state: Path, tmp_path: Path) -> None:
    assert code("demo", "--no-serve") == 0
    write(tmp_path / "mine", 77, SIZE)
    assert code("load", tmp_path / "mine" / "gi-register-01.json") == 0
    assert code("demo", "--no-serve") == 1


def test_a_second_load_waits_and_then_gives_up(
    state: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(loading, "LoadOptions", partial(LoadOptions, wait=0.2))
    engine = connect(EngineSettings(f"embedded:{state / 'index'}", state))
    with engine.writer():
        assert code("load", bundle) == 75
        assert "Another load" in capfd.readouterr().err
        assert code("load", bundle, "--json") == 75
        assert json.loads(capfd.readouterr().err)["code"] == "engine-busy"
        assert code("status", "--json") == 0
        assert json.loads(capfd.readouterr().out)["loading"] is True
    engine.close()
    assert code("load", bundle) == 0


def started(*arguments: str | Path, state: Path, **more: str) -> "subprocess.Popen[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("IPATLAS_")}
    environment |= {"IPATLAS_STATE": str(state), "PYTHONPATH": str(ROOT), **more}
    command = [sys.executable, "-c", "from ui.cli import main; main()", *map(str, arguments)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=_heeds_ctrl_c
    )


def _heeds_ctrl_c() -> None:
    """Undo what a test run in the background passes on: that an interrupt is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def finished(process: "subprocess.Popen[str]", seconds: float = 120.0) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=seconds)
    return process.returncode, out, err


def exported(state: Path, path: Path) -> bytes:
    assert finished(started("export", "*", "--format", "jsonl", "--out", path, state=state))[0] == 0
    return path.read_bytes()


def length_of(path: Path) -> int:
    """Bytes of a file that may be gone the next moment, as SQLite's log is when the last connection closes."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_load_that_is_stopped_goes_on(how: signal.Signals, tmp_path: Path) -> None:
    write(tmp_path / "files", 8, LARGER)
    whole = finished(started("load", tmp_path / "files", state=tmp_path / "whole"))
    assert whole[0] == 0, whole[2]
    process = started("load", tmp_path / "files", state=tmp_path / "stopped")
    store = tmp_path / "stopped" / "index" / "atlas.sqlite-wal"
    until = time.monotonic() + 60
    while length_of(store) < 250_000 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(how)
    returned, _, err = finished(process)
    assert returned in (-signal.SIGKILL, 130), err
    if how == signal.SIGINT:
        assert "goes on" in err and "Traceback" not in err
    again = finished(started("load", tmp_path / "files", state=tmp_path / "stopped"))
    assert again[0] == 0, again[2]
    assert exported(tmp_path / "whole", tmp_path / "a") == exported(tmp_path / "stopped", tmp_path / "b")


@contextmanager
def served(state: Path, *arguments: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = started("serve", "--port", str(port), *arguments, state=state)
    try:
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < until, process.communicate()
                time.sleep(0.1)
        yield address, process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.mark.parametrize(("how", "count"), [(signal.SIGTERM, "1"), (signal.SIGINT, "1"), (signal.SIGTERM, "2")])
def test_serve_answers_and_stops_cleanly(state: Path, bundle: Path, how: signal.Signals, count: str) -> None:
    assert code("load", bundle / "gi-register-01.json.xz") == 0
    with served(state, "--workers", count) as (address, process):
        with urllib.request.urlopen(f"{address}/api/v1/search?q=*", timeout=10) as answer:
            assert json.load(answer)["total"] == 3 and answer.headers["referrer-policy"] == "no-referrer"
        with urllib.request.urlopen(f"{address}/en/", timeout=10) as answer:
            assert b"<html" in answer.read()
        long = "%E8%8C%B6" * 15_000
        with urllib.request.urlopen(f"{address}/api/v1/search?q={long}", timeout=10) as answer:
            assert answer.status == 200, "a query as long as is allowed reaches the parser"
        process.send_signal(how)
        returned, _, err = finished(process, 20)
    assert returned == 0, err
    assert "Traceback" not in err and "q=" not in err and "%E8" not in err
    assert err.count('"event": "request"') >= 3


def test_serve_says_when_it_cannot_listen(state: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert code("serve", "--port", port) == 2
        assert code("demo", "--port", port) == 2
    assert "--port" in capfd.readouterr().err


def test_a_worker_that_dies_is_replaced(state: Path, bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert code("load", bundle / "gi-register-01.json.xz") == 0
    with served(state, "--workers", "2") as (address, process):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if not children.exists():
            pytest.skip("this system does not list the children of a process")
        time.sleep(11)  # one that dies sooner is taken for one that cannot start
        workers = [
            int(pid) for pid in children.read_text().split() if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()
        ]
        assert len(workers) == 2
        os.kill(workers[0], signal.SIGKILL)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            now = [
                int(pid)
                for pid in children.read_text().split()
                if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()
            ]
            if len(now) == 2 and workers[0] not in now:
                break
            time.sleep(0.2)
        else:
            pytest.fail("no worker was started in its place")
        with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGTERM)
        assert finished(process, 30)[0] == 0


def test_a_parent_that_is_killed_takes_its_workers_along(state: Path, bundle: Path) -> None:
    assert code("load", bundle / "gi-register-01.json.xz") == 0
    with served(state, "--workers", "2") as (address, process):
        process.kill()
        process.communicate(timeout=60)  # the workers hold its output open
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
            except OSError:
                return
            time.sleep(0.2)
        pytest.fail("a worker still answers")


def test_a_worker_sends_itself_the_signal_until_it_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    class Heard(Exception):
        pass

    class Parent:
        def join(self) -> None:
            pass

    sent: list[int] = []

    def kill(pid: int, how: int) -> None:
        assert pid == os.getpid()
        sent.append(how)
        if len(sent) == 3:
            raise Heard

    monkeypatch.setattr(workers.multiprocessing, "parent_process", Parent)
    monkeypatch.setattr(workers.os, "kill", kill)
    monkeypatch.setattr(workers.time, "sleep", lambda seconds: None)
    with pytest.raises(Heard):
        workers._follow_parent()
    assert sent == [signal.SIGTERM] * 3


def test_a_service_whose_workers_cannot_start_ends(state: Path, bundle: Path) -> None:
    assert code("load", bundle / "gi-register-01.json.xz") == 0
    process = started("serve", "--port", "18999", "--workers", "2", state=state, IPATLAS_RATE="many")
    returned, _, err = finished(process, 60)
    assert returned == 2 and "IPATLAS_RATE" in err
