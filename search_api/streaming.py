"""A file that is streamed while it is written; it holds one of the client's exports until the last block."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack

from domain.filings import Filing
from domain.query import SearchRequest
from search_api.service import Service

Writer = Callable[[Iterable[Filing]], Iterator[bytes]]


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
