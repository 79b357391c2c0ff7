"""The command ``ipatlas``: each command reads the settings once, answers on stdout and tells its progress on stderr."""

from ui.cli.application import main

__all__ = ["main"]
