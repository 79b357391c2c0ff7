"""The one registry of fields: documents, mappings, query checks, facets, the API, help and docs are all made from it.

Adding a field is one entry here and one sample. Names and aliases are unique, whatever their case.
"""

from domain.fields import dates, marks, patents, shared, signs
from domain.fields.field import Field, Kind

__all__ = ["FIELDS", "Field", "Kind", "field_named", "indexed_fields", "members_of"]

FIELDS: tuple[Field, ...] = shared.FIELDS + dates.FIELDS + patents.FIELDS + signs.FIELDS

_NAMED: dict[str, Field] = {}
for _field in FIELDS:
    for _name in {_field.name, *_field.aliases}:
        if _NAMED.setdefault(_name.casefold(), _field) is not _field:
            raise ValueError(f"two fields are called {_name}")


def field_named(text: str) -> Field | None:
    """Return the field of this name or alias, whatever the case.

    >>> field_named("TI").name, field_named("申请人").name, field_named("titel")
    ('title', 'applicant', None)
    """
    return _NAMED.get(text.casefold())


def indexed_fields() -> tuple[Field, ...]:
    """Return the fields that an index holds: all but the unions, and what only the product itself asks."""
    return tuple(field for field in FIELDS if not field.members) + marks.FIELDS


def members_of(field: Field) -> tuple[Field, ...]:
    """Return the fields that a union joins, or the field itself."""
    return tuple(_NAMED[name] for name in field.members) or (field,)
