"""Every error of the product, as one tree; each has a stable code and says in both languages what to do next.

AtlasError
├── QueryError                     the query cannot do what it appears to do; carries a span in code points
│   ├── QuerySyntax                   syntax, unbalanced-parentheses, dangling-operator, empty-query, unclosed-quotation
│   ├── QueryTooLarge                 query-too-long, query-too-deep, too-many-terms
│   ├── UnknownField                  unknown-field
│   ├── FieldMisused                  field-misused (an operator or value that this kind of field cannot take)
│   ├── BadDate                       bad-date
│   ├── BadNumber                     bad-number
│   ├── BadClass                      bad-class
│   ├── BadRange                      bad-range
│   ├── WildcardTooWide               wildcard-too-wide
│   ├── WildcardNotAvailable          wildcard-not-available
│   ├── ProximityMisused              proximity-misused
│   ├── ProximityTooWide              proximity-too-wide
│   ├── FunctionMisused               function-misused, function-not-available
│   └── QueryTooCostly                query-too-costly
├── ParameterError                 a parameter of a call is wrong: parameter, window-exceeded, bad-cursor, too-many-facets
├── RecordNotFound                 record-not-found
├── AmbiguousNumber                ambiguous-number (several records; lists them)
├── TooManyRequests                too-many-requests; knows when to ask again
├── ExportsBusy                    exports-busy
├── LoadError
│   ├── RecordRejected                one record cannot be read; its neighbours are loaded
│   ├── ArchiveRefused                archive-refused: a bomb, a bad name, a bad checksum, a wrong size
│   ├── Unrecognised                  unrecognised: no source reads this content
│   ├── UnknownSchemaVersion          unknown-schema-version
│   └── FileStopped                   file-stopped: too many records of one file were rejected
├── EngineError
│   ├── EngineAway                    engine-away
│   ├── EngineTimeout                 engine-timeout
│   ├── EngineBusy                    engine-busy: another load is running
│   ├── EngineIncompatible            engine-incompatible: written by another version; reindex
│   └── EngineDamaged                 engine-damaged: doctor says what is wrong
├── NotOurs                        not-ours: a folder or index that this product did not make
└── SettingsError                  settings: a setting is missing or wrong

No HTTP here: statuses are given by ``search_api/problems.py``. Messages never quote an office's record.
"""

from typing import ClassVar

from domain.text import Wording

Span = tuple[int, int]


class AtlasError(Exception):
    """An error with a stable ``code``, a ``detail`` in both languages, and where known a ``hint``."""

    code: ClassVar[str] = "internal"

    def __init__(self, zh: str, en: str, *, hint: Wording | None = None, code: str | None = None) -> None:
        super().__init__(en)
        self.detail = Wording(zh, en)
        self.hint = hint
        self.reason = code or self.code
        """The stable code: the class's own, or the finer one of the tree."""


class QueryError(AtlasError):
    """The query cannot do what it appears to do; ``span`` is in code points of the text as sent."""

    code = "query"

    def __init__(
        self,
        zh: str,
        en: str,
        *,
        span: Span,
        hint: Wording | None = None,
        repair: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(zh, en, hint=hint, code=code)
        self.span = span
        self.repair = repair
        """A whole query that would work, where one can be proposed."""


class QuerySyntax(QueryError):
    code = "syntax"


class QueryTooLarge(QueryError):
    code = "query-too-long"


class UnknownField(QueryError):
    code = "unknown-field"


class FieldMisused(QueryError):
    code = "field-misused"


class BadDate(QueryError):
    code = "bad-date"


class BadNumber(QueryError):
    code = "bad-number"


class BadClass(QueryError):
    code = "bad-class"


class BadRange(QueryError):
    code = "bad-range"


class WildcardTooWide(QueryError):
    code = "wildcard-too-wide"


class WildcardNotAvailable(QueryError):
    code = "wildcard-not-available"


class ProximityMisused(QueryError):
    code = "proximity-misused"


class ProximityTooWide(QueryError):
    code = "proximity-too-wide"


class FunctionMisused(QueryError):
    code = "function-misused"


class QueryTooCostly(QueryError):
    code = "query-too-costly"


class ParameterError(AtlasError):
    """A parameter of a call is wrong; ``parameter`` names it."""

    code = "parameter"

    def __init__(
        self, parameter: str, zh: str, en: str, *, hint: Wording | None = None, code: str | None = None
    ) -> None:
        super().__init__(zh, en, hint=hint, code=code)
        self.parameter = parameter


class RecordNotFound(AtlasError):
    code = "record-not-found"


class AmbiguousNumber(AtlasError):
    """A number with several readings that are loaded; ``ids`` lists them."""

    code = "ambiguous-number"

    def __init__(self, zh: str, en: str, ids: tuple[str, ...]) -> None:
        super().__init__(zh, en)
        self.ids = ids


class TooManyRequests(AtlasError):
    """A budget is used up; ``retry_after`` is in seconds."""

    code = "too-many-requests"

    def __init__(self, zh: str, en: str, retry_after: int, *, code: str | None = None) -> None:
        super().__init__(zh, en, code=code)
        self.retry_after = retry_after


class ExportsBusy(TooManyRequests):
    code = "exports-busy"


class LoadError(AtlasError):
    code = "load"


class RecordRejected(LoadError):
    """One record cannot be read; ``stage`` is one of container, record, xml, format, write."""

    code = "record-rejected"

    def __init__(self, zh: str, en: str, *, stage: str, offset: int | None = None) -> None:
        super().__init__(zh, en)
        self.stage = stage
        self.offset = offset
        """Byte offset of the fault within the record, where the parser knows it."""


class ArchiveRefused(LoadError):
    code = "archive-refused"


class Unrecognised(LoadError):
    """No source reads this content; ``format_name`` names the format where it is a known one."""

    code = "unrecognised"

    def __init__(self, zh: str, en: str, *, format_name: str = "") -> None:
        super().__init__(zh, en)
        self.format_name = format_name


class UnknownSchemaVersion(LoadError):
    code = "unknown-schema-version"


class FileStopped(LoadError):
    code = "file-stopped"


class EngineError(AtlasError):
    code = "engine"


class EngineAway(EngineError):
    code = "engine-away"


class EngineTimeout(EngineError):
    code = "engine-timeout"


class EngineBusy(EngineError):
    code = "engine-busy"


class EngineIncompatible(EngineError):
    code = "engine-incompatible"


class EngineDamaged(EngineError):
    code = "engine-damaged"


class NotOurs(AtlasError):
    code = "not-ours"


class SettingsError(AtlasError):
    code = "settings"
