"""Which of a filing's texts its vector stands for: title, abstract, independent claims, how the description begins.

Invariant: ``document_text`` of a filing is ``stored_text`` of its JSON, which is read without making the filing.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from domain.filings import Filing

DESCRIPTION = 2_500
"""Characters of the description that are embedded."""
_CLAIMS = 8_000
"""Characters of independent claims that are embedded, so that one filing cannot cost what a thousand do."""


def document_text(filing: Filing) -> str:
    """Return the text of a filing's vector; empty for a filing that says nothing in words."""
    return _joined(
        [one.text for one in (*filing.title, *filing.abstract)],
        (one.text for one in filing.claims if not one.depends_on),
        (one.text for one in filing.description),
    )


def stored_text(value: Mapping[str, Any]) -> str:
    """Return the same of a filing's JSON."""
    return _joined(
        [one["text"] for name in ("title", "abstract") for one in value.get(name, ())],
        (one["text"] for one in value.get("claims", ()) if not one.get("depends_on")),
        (one["text"] for one in value.get("description", ())),
    )


def _joined(parts: list[str], claims: Iterable[str], sections: Iterable[str]) -> str:
    description = ""
    for section in sections:
        if len(description) >= DESCRIPTION:
            break
        description += section[: DESCRIPTION - len(description)] + "\n"
    return "\n".join(one for one in (*parts, "\n".join(claims)[:_CLAIMS], description.strip()) if one)
