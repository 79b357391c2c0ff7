"""One load at a time writes to a folder: a lock that the operating system frees when its process dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import EngineBusy
from domain.text import Wording

_LOCK = "lock"


def busy() -> EngineBusy:
    """Return the error of a second load."""
    return EngineBusy(
        "另一个载入正在写入。请待其结束后再试。", "Another load is writing. Try again when it has ended.",
        hint=Wording("ipatlas status 显示正在进行的载入。", "ipatlas status shows the load that runs."),
    )  # fmt: skip


@contextmanager
def locked(folder: Path, wait: float) -> Iterator[None]:
    """Hold the folder's write lock. Raises ``EngineBusy`` when another process holds it for ``wait`` seconds."""
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() >= until:
                    raise busy() from None
                time.sleep(min(0.1, max(0.01, until - time.monotonic())))
        yield
    finally:
        os.close(descriptor)
