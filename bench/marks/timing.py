"""How long a check takes over HTTP, and an audit; names of the register with one letter or character changed."""

import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from bench.marks.register import register_rows
from domain.engine import Engine
from domain.goods.reading import read_goods
from domain.marks.check import Check
from search_api.conflicts.core import find_conflicts

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_HAN = "天云山海金龙华美新安康乐福瑞祥"


def changed(name: str, dice: random.Random) -> str:
    """Return a name with one letter or character changed."""
    places = [at for at, one in enumerate(name) if one.isalnum()]
    at = dice.choice(places)
    alphabet = _HAN if "\u4e00" <= name[at] <= "\u9fff" else _LETTERS
    return name[:at] + dice.choice([one for one in alphabet if one != name[at].lower()]) + name[at + 1 :]


def sampled(register: Path, count: int, seed: int = 7) -> list[dict[str, str]]:
    """Return rows of the register, drawn evenly."""
    dice = random.Random(seed)
    kept: list[dict[str, str]] = []
    for at, row in enumerate(register_rows(register)):
        if len(kept) < count:
            kept.append(row)
        elif (place := dice.randrange(at + 1)) < count:
            kept[place] = row
    return kept


def _checks(register: Path, count: int) -> Iterator[Check]:
    dice = random.Random(11)
    for row in sampled(register, count):
        yield Check(mark=changed(row["mark"], dice), goods=read_goods([], row["classes"].split(";")))


def latency(engine: Engine, register: Path, count: int) -> dict[str, float]:
    """Return the median and the 95th percentile of a check in milliseconds, wall and CPU, one client, warm."""
    searcher = engine.searcher()
    checks = list(_checks(register, count))
    for one in checks[:20]:
        find_conflicts(searcher, one, 100)
    wall, used = [], []
    for one in checks:
        started, cpu = time.perf_counter(), time.process_time()
        find_conflicts(searcher, one, 100)
        wall.append((time.perf_counter() - started) * 1000)
        used.append((time.process_time() - cpu) * 1000)
    return {
        "n": len(wall), "p50": round(statistics.median(wall), 1), "p95": round(_percentile(wall, 0.95), 1),
        "cpu_p50": round(statistics.median(used), 1), "cpu_p95": round(_percentile(used, 0.95), 1),
    }  # fmt: skip


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def audit(engine: Engine, register: Path, count: int) -> dict[str, float]:
    """Return the seconds of an audit (the first reads the register), and how many lost something at level 3 or above."""
    searcher = engine.searcher()
    seconds, used, lost = [], [], 0
    for one in _checks(register, count):
        started, cpu = time.perf_counter(), time.process_time()
        found = find_conflicts(searcher, one, 100, audit=True)
        seconds.append(time.perf_counter() - started)
        used.append(time.process_time() - cpu)
        lost += bool(found.missed)
    return {
        "n": len(seconds), "first_seconds": round(seconds[0], 2), "seconds": round(statistics.median(seconds[1:]), 2),
        "cpu_seconds": round(statistics.median(used[1:]), 2), "lost": lost,
    }  # fmt: skip
