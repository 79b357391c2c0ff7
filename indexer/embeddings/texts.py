"""Which of a filing's texts its vector stands for: title, abstract, independent claims, how the description begins.

Invariants: ``document_text`` of a filing is ``stored_text`` of its JSON, which is read without making the filing; where
``titled``, the title stands in it as often as makes it a seventh or so of the text: a mean of tokens would hardly see it
otherwise, and it names the subject. ``LAYOUT`` changes whenever the text of a filing does.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.filings import Filing

LAYOUT = "2"
DESCRIPTION = 2_500
"""Characters of the description that are embedded."""
_TITLE_SHARE, _MOST_TITLES = 0.15, 16
_CLAIMS = 8_000
"""Characters of independent claims that are embedded, so that one filing cannot cost what a thousand do."""


def document_text(filing: Filing, *, titled: bool = False) -> str:
    """Return the text of a filing's vector; empty for a filing that says nothing in words."""
    return _joined(
        [one.text for one in filing.title],
        [one.text for one in filing.abstract],
        (one.text for one in filing.claims if not one.depends_on),
        (one.text for one in filing.description),
        titled,
    )


def stored_text(value: Mapping[str, Any], *, titled: bool = False) -> str:
    """Return the same of a filing's JSON."""
    return _joined(
        [one["text"] for one in value.get("title", ())],
        [one["text"] for one in value.get("abstract", ())],
        (one["text"] for one in value.get("claims", ()) if not one.get("depends_on")),
        (one["text"] for one in value.get("description", ())),
        titled,
    )


def _joined(
    titles: Sequence[str], abstracts: Sequence[str], claims: Iterable[str], sections: Iterable[str], titled: bool
) -> str:
    description = ""
    for section in sections:
        if len(description) >= DESCRIPTION:
            break
        description += section[: DESCRIPTION - len(description)] + "\n"
    title = "\n".join(titles)
    rest = "\n".join(one for one in (*abstracts, "\n".join(claims)[:_CLAIMS], description.strip()) if one)
    times = round(_TITLE_SHARE * len(rest) / len(title)) if titled and title else 1
    return "\n".join(one for one in (*[title] * min(max(times, 1), _MOST_TITLES), rest) if one)
