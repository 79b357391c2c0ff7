"""A file that is streamed while it is written; it holds one of the client's exports until its last block.

Invariants: the place is given back when the file is written, when the client goes away, and when nobody reads.
"""

import asyncio
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack
from typing import Any

from fastapi.responses import StreamingResponse

from domain.filings import Filing
from domain.query import SearchRequest
from search_api.service import Service

_TRIES = 600
Writer = Callable[[Iterable[Filing]], Iterator[bytes]]


class FileResponse(StreamingResponse):
    """A streamed file whose blocks are closed with the connection, not when memory is next tidied."""

    def __init__(self, blocks: Generator[bytes, None, None], media_type: str, name: str) -> None:
        super().__init__(
            blocks, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )
        self._blocks = blocks

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            asyncio.get_running_loop().run_in_executor(None, _close, self._blocks)  # nothing cancels this


def _close(blocks: Generator[bytes, None, None]) -> None:
    """Close the blocks; where one is still being written, as soon as it is."""
    for _ in range(_TRIES):
        try:
            blocks.close()
            return
        except ValueError:  # it is running in the thread of a request that was cancelled
            time.sleep(0.1)


def guarded(service: Service, client: str, write: Writer, request: SearchRequest) -> Generator[bytes, None, None]:
    """Return the blocks of a file; raises ``ExportsBusy`` at once, not when the first block is read."""
    stack = ExitStack()
    stack.enter_context(service.allowance.export(client))
    try:
        searcher = stack.enter_context(service.searcher())
        filings = searcher.stream(request)
    except BaseException:
        stack.close()
        raise
    held = _blocks(stack, write(filings))
    next(held)  # from here on the stack is closed, also when nobody reads a block
    return held


def _blocks(stack: ExitStack, blocks: Iterator[bytes]) -> Generator[bytes, None, None]:
    with stack:
        yield b""
        yield from blocks
