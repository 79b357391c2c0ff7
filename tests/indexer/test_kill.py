"""Twenty-five times ``kill -9`` at random instants, then the same command: the state of an uninterrupted run."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.engines.embedded.engine import EmbeddedEngine
from tests.indexer.corpus import HERE, loaded, state_of, write_corpus

_KILLS = 25
_ROOT = Path(__file__).parents[2]
_LOAD = """
import sys
from pathlib import Path
from indexer.build import LoadOptions, load
from indexer.engines.embedded.engine import EmbeddedEngine
if __name__ == "__main__":
    engine = EmbeddedEngine(Path(sys.argv[1]))
    print("open", flush=True)
    report = load(engine, [Path(one) for one in sys.argv[3:]], LoadOptions(readers=int(sys.argv[2])))
    print(report.outcome, flush=True)
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_corpus(tmp_path_factory.mktemp("corpus"), patents=220, marks=60)


def begun(script: Path, engine: Path, files: list[Path], readers: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, script, engine, readers, *files],
        cwd=_ROOT,
        env={"PYTHONPATH": str(_ROOT), "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def test_killed_at_any_instant_a_load_ends_as_if_uninterrupted(tmp_path: Path, files: list[Path]) -> None:
    script = tmp_path / "load.py"
    script.write_text(_LOAD)
    whole = EmbeddedEngine(tmp_path / "whole")
    started = time.monotonic()
    loaded(whole, files)
    length = time.monotonic() - started
    expected = state_of(whole)
    dice = random.Random(20)
    kills = rounds = interrupted = 0
    while kills < _KILLS:
        folder = tmp_path / f"killed-{rounds}"
        rounds += 1
        for readers in ("0", "2", "0", "1", "0"):
            running = begun(script, folder, files, readers)
            assert running.stdout is not None and running.stdout.readline() == b"open\n"
            time.sleep(dice.uniform(0, length * 0.6))
            interrupted += running.poll() is None
            running.send_signal(signal.SIGKILL)
            running.wait()
            running.stdout.close()
            kills += 1
        engine = EmbeddedEngine(folder)
        loaded(engine, files)
        assert state_of(engine) == expected, f"after kill {kills}"
        engine.close()
    assert interrupted >= _KILLS // 2
    assert all(one.sound for one in EmbeddedEngine(folder).check())
    assert loaded(EmbeddedEngine(folder), files, HERE).counts["already"] == len(files)
