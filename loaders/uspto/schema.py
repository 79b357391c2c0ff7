"""Which schema a Red Book document follows, and what is turned away before it is read.

Invariants: a schema version outside 4.0 to 4.7 is never guessed at; a DOCTYPE that names another DTD rejects the
record, a missing one does not as long as the root says its version.
"""

import re
from functools import cache

from domain.errors import RecordRejected, UnknownSchemaVersion
from loaders.elements import Element, attribute, local, system_id

_DTD = re.compile(r"(us-patent-(?:grant|application))-v(\d)(\d)-\d{4}-\d\d-\d\d\.dtd")
_VERSION = re.compile(r"v?(\d)\.?(\d)(?:\D.*)?")
_KNOWN = frozenset((4, minor) for minor in range(8))


def check_schema(root: Element, name: str) -> None:
    """Raise ``RecordRejected`` or ``UnknownSchemaVersion`` unless this is ``name`` in a version that we read."""
    if local(root) != name:
        raise _rejected(f"根元素不是 {name}", f"the root element is not {name}")
    _check_version(name, attribute(root, "dtd-version"), system_id(root))


@cache
def _check_version(name: str, declared: str | None, dtd: str | None) -> None:
    versions = []
    if dtd:
        found = _DTD.fullmatch(dtd.replace("\\", "/").rpartition("/")[2])
        if found is None or found[1] != name:
            raise _rejected("文档类型声明所指的 DTD 不受支持", "the DOCTYPE names a DTD that is not supported")
        versions.append((int(found[2]), int(found[3])))
    if declared:
        said = _VERSION.fullmatch(declared)
        versions.append((int(said[1]), int(said[2])) if said else (0, 0))
    if not versions or not _KNOWN.issuperset(versions):
        raise UnknownSchemaVersion(
            f"{name} 的版本未知；可读取 4.0 至 4.7 版", f"this version of {name} is not known; 4.0 to 4.7 are read"
        )


def _rejected(zh: str, en: str) -> RecordRejected:
    return RecordRejected(zh, en, stage="format")
