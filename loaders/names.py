"""Refuse the names in an archive that point outside it."""

import re

from domain.errors import ArchiveRefused

_DRIVE = re.compile(r"^[A-Za-z]:")


def check_name(name: str) -> None:
    """Raise ``ArchiveRefused`` for a name that is empty, absolute, climbs (``..``) or holds a NUL."""
    parts = name.replace("\\", "/").split("/")
    if not name or "\0" in name or name[0] in "/\\" or _DRIVE.match(name) or ".." in parts:
        raise ArchiveRefused("压缩包内有不安全的文件名", "an unsafe name in the archive")
