"""Write the pages of docs/ that are made from the code: fields, sources, commands, routes, the query language."""

import sys
from pathlib import Path

import click
import typer.main
from fastapi.routing import APIRoute

from domain.fields import FIELDS
from loaders.catalog import SOURCES
from search_api.routes import health, records, reference, search
from search_api.syntax.documentation import query_language_page

DOCS = Path(__file__).parent.parent / "docs"
NOTE = "<!-- Made by `make docs` from the code; edit the code, not this page. -->\n"


def pages() -> dict[str, str]:
    """Return every generated page by its path below docs/."""
    return {
        "fields.md": fields_page(),
        "sources/README.md": sources_page(),
        "commands.md": commands_page(),
        "api.md": routes_page(),
        "query-language.md": query_language_page(),
    }


def fields_page() -> str:
    rows = [
        f"| `{one.name}` | {one.label.zh} · {one.label.en} | {', '.join(f'`{alias}`' for alias in one.aliases)} "
        f"| {one.inid or ''} | {one.kind} | {', '.join(one.rights) if len(one.rights) < 6 else 'all'} "
        f"| {'facet' if one.facet else ''}{' sort' if one.sort else ''} | {one.sentence.zh} {one.sentence.en} |"
        for one in FIELDS
    ]
    head = "| field | 名称 | aliases | INID | kind | rights | can | |\n|---|---|---|---|---|---|---|---|"
    return "\n".join([NOTE, "# Fields · 字段\n", head, *rows, ""])


def sources_page() -> str:
    rows = [
        f"| `{one.name}` | {one.title.zh} · {one.title.en} | {one.office} | {', '.join(one.rights)} | {one.reads} |"
        for one in SOURCES
    ]
    head = "| source | | office | rights | format |\n|---|---|---|---|---|"
    return "\n".join([NOTE, "# Sources · 数据来源\n", head, *rows, ""])


def commands_page() -> str:
    from ui.cli.application import app

    group = typer.main.get_command(app)
    assert isinstance(group, click.Group)
    lines = [NOTE, "# Commands · 命令\n"]
    for name, command in _commands("ipatlas", group):
        lines.append(f"## `{name}`\n\n{(command.help or '').strip()}\n")
        lines += [_option(one) for one in command.params if "--help" not in one.opts]
        lines.append("")
    return "\n".join(lines)


def _commands(prefix: str, group: click.Group) -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            found += _commands(f"{prefix} {name}", command)
        else:
            found.append((f"{prefix} {name}", command))
    return found


def _option(one: click.Parameter) -> str:
    name = " ".join(one.opts) if isinstance(one, click.Option) else (one.name or "").upper()
    return f"- `{name}` {getattr(one, 'help', '') or ''}".rstrip()


def routes_page() -> str:
    rows = []
    for prefix, module in (("/api/v1", search), ("/api/v1", records), ("/api/v1", reference), ("", health)):
        for route in module.router.routes:
            assert isinstance(route, APIRoute)
            methods = "|".join(sorted(route.methods))
            rows.append(f"| `{methods} {prefix}{route.path}` | {route.summary or ''} |")
    head = "| address | answers |\n|---|---|"
    return "\n".join([NOTE, "# The API\n", head, *rows, ""])


def main() -> None:
    """Write the pages; with ``--check`` say which are out of date and exit 1."""
    stale = []
    for name, text in pages().items():
        path = DOCS / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if stale:
        sys.exit(f"out of date, run `make docs`: {', '.join(stale)}")


if __name__ == "__main__":
    main()
