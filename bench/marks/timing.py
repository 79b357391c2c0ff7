"""How long a check takes over HTTP, and an audit; names of the register with one letter or character changed."""

import http.client
import json
import random
import statistics
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.figures import percentile
from bench.http import served
from bench.marks.register import register_rows
from domain.engine import Engine
from domain.goods.reading import read_goods
from domain.marks.check import Check
from search_api.conflicts.core import find_conflicts

_WARMING = 20
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


def _asked(register: Path, count: int) -> Iterator[tuple[str, list[str]]]:
    """Yield names with one letter or character changed, and their classes."""
    dice = random.Random(11)
    for row in sampled(register, count):
        yield changed(row["mark"], dice), row["classes"].split(";")


def latency(settings: Mapping[str, str], register: Path, count: int) -> dict[str, float]:
    """Return the median and the 95th percentile of ``POST /api/v1/conflicts`` in milliseconds: one client, warm, k = 100.

    ``settings`` are those of the engine, as environment variables; the server is a process of its own.
    """
    bodies = [json.dumps({"mark": mark, "classes": nice, "k": 100}) for mark, nice in _asked(register, count)]
    with served(settings, workers=1) as port:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        for body in bodies[:_WARMING]:
            _posted(client, body)
        times = [_posted(client, body) for body in bodies]
        client.close()
    return {"n": len(times), "p50": round(statistics.median(times), 1), "p95": round(percentile(times, 0.95), 1)}


def _posted(client: http.client.HTTPConnection, body: str) -> float:
    """Ask one check; return the milliseconds that its answer took. Raises ``RuntimeError`` where it is none."""
    started = time.perf_counter()
    client.request("POST", "/api/v1/conflicts", body.encode(), {"Content-Type": "application/json"})
    answer = client.getresponse()
    content = answer.read()
    took = (time.perf_counter() - started) * 1000
    if answer.status != 200 or b'"hits"' not in content:
        raise RuntimeError(f"a check was answered with status {answer.status}")
    return took


def audit(engine: Engine, register: Path, count: int) -> dict[str, float]:
    """Return the seconds of an audit, and how many lost something at level 3 or above.

    The first audit of a commit reads the register, which is timed apart.
    """
    searcher = engine.searcher()
    seconds, used, lost = [], [], 0
    for mark, nice in _asked(register, count):
        check = Check(mark=mark, goods=read_goods([], nice))
        started, cpu = time.perf_counter(), time.process_time()
        found = find_conflicts(searcher, check, 100, audit=True)
        seconds.append(time.perf_counter() - started)
        used.append(time.process_time() - cpu)
        lost += bool(found.missed)
    searcher.close()
    return {
        "n": len(seconds), "seconds": round(statistics.median(seconds[1:] or seconds), 2),
        "p95_seconds": round(percentile(seconds[1:] or seconds, 0.95), 2), "first_seconds": round(seconds[0], 2),
        "cpu_seconds": round(statistics.median(used[1:] or used), 2), "lost": lost,
    }  # fmt: skip
