"""What an engine's own errors become: errors of ours, without the engine's message, which may quote a record."""

import functools
import sqlite3
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from domain.errors import AtlasError, EngineDamaged, EngineError
from indexer.engines.embedded import store

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


def guarded(call: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """Re-raise what SQLite and tantivy raise as ``EngineError``, and nothing of what they say."""

    @functools.wraps(call)
    def wrapper(*args: _Given.args, **kwargs: _Given.kwargs) -> _Answer:
        try:
            return call(*args, **kwargs)
        except AtlasError:
            raise
        except sqlite3.DatabaseError:
            raise store.damaged() from None
        except (ValueError, OSError, RuntimeError):
            raise _failed() from None
        except BaseException as error:
            if type(error).__name__ == "PanicException":  # tantivy's own; not an Exception
                raise EngineDamaged(
                    "索引读取失败。请运行 ipatlas doctor。", "Reading the index failed. Run ipatlas doctor."
                ) from None
            raise

    return wrapper


def _failed() -> EngineError:
    return EngineError("检索失败。请运行 ipatlas doctor。", "The search failed. Run ipatlas doctor.")
