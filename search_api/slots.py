"""Places of a client that several processes share: each is a file that the operating system locks.

Invariants: a process that dies holds no place; a file is named by a digest, never by who asked.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path


@contextmanager
def place(folder: Path, client: str, places: int) -> Iterator[bool]:
    """Hold one of the client's places while the block runs; give ``False`` where all are taken."""
    held = next((one for one in (_locked(_path(folder, client, at)) for at in range(places)) if one is not None), None)
    try:
        yield held is not None
    finally:
        if held is not None:
            os.close(held)


def _path(folder: Path, client: str, at: int) -> Path:
    return folder / f"{sha256(client.encode()).hexdigest()[:16]}-{at}"


def _locked(path: Path) -> int | None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return descriptor
    os.close(descriptor)
    return None
