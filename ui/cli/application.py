"""The commands under one name, and the exit code of every error.

0 done (also when nothing was found), 1 no such record or a load that must be looked at, 2 usage or a query error,
75 the engine is away or another load is running.
"""

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

import typer

from domain import errors
from search_api import problems
from search_api.logs import configure
from ui.cli import asking, conflicts, keeping, loading, meaning, navigating, reporting, serving, similar

app = typer.Typer(
    name="ipatlas",
    help="Patents, trade marks, designs, geographical indications and layout designs, searched as one.\n\n"
    "专利、商标、外观设计、地理标志与布图设计的统一检索。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (serving, loading, asking, similar, meaning, conflicts, navigating, reporting, keeping):
    module.register(app)

USAGE: type[Exception] = typer.BadParameter.__mro__[2]
"""What the parser raises for every fault of usage; typer gives it no public name."""

EXIT_CODES: dict[type[errors.AtlasError], int] = {
    errors.RecordNotFound: 1,
    errors.AmbiguousNumber: 1,
    errors.QueryError: 2,
    errors.ParameterError: 2,
    errors.SettingsError: 2,
    errors.EngineAway: 75,
    errors.EngineBusy: 75,
    errors.EngineTimeout: 75,
    errors.AtlasError: 1,
}


def exit_code(error: errors.AtlasError) -> int:
    """Return the exit code of an error: that of its class, or of the nearest class above."""
    return next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    configure("WARNING")
    try:
        code = app(given, prog_name="ipatlas", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except errors.AtlasError as error:
        _tell(error, as_json="--json" in given)
        sys.exit(exit_code(error))
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except USAGE as fault:
        _tell_usage(fault, as_json="--json" in given)
        sys.exit(2)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left; nothing is to be flushed
        sys.exit(0)


def _tell_usage(fault: Any, *, as_json: bool) -> None:
    """Say what is wrong with a call: the parser's own message, and that in Chinese it is a fault of usage."""
    if as_json:
        name = getattr(getattr(fault, "param", None), "name", None) or ""
        message = fault.format_message()
        _tell(errors.ParameterError(name, f"命令用法有误：{message}", message), as_json=True)
        return
    fault.show()
    if type(fault).__name__ != "NoArgsIsHelpError":
        print("命令用法有误，见 --help。", file=sys.stderr)


def _tell(error: errors.AtlasError, *, as_json: bool) -> None:
    """Write a problem to stderr: one JSON object with ``--json``, else both languages."""
    body = problems.problem_of(error)
    if as_json:
        print(json.dumps(body, ensure_ascii=False), file=sys.stderr)
        return
    lines = [f"ipatlas: {error.detail.en}", f"ipatlas: {error.detail.zh}"]
    if error.hint:
        lines += [f"  {error.hint.en}", f"  {error.hint.zh}"]
    if body.get("repair"):
        lines.append(f"  → {body['repair']}")
    lines += [f"  {one}" for one in body.get("ids", ())]
    print("\n".join(lines), file=sys.stderr)
