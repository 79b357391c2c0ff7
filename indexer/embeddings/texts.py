"""Which of a filing's texts its vector stands for: title, abstract, independent claims, how the description begins.

Invariants: ``document_text`` of a filing is ``stored_text`` of its JSON, which is read without making the filing; its
first line holds the titles, and is empty where there are none. ``LAYOUT`` changes whenever what is embedded does.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.filings import Filing

LAYOUT = "2"
DESCRIPTION = 2_500
"""Characters of the description that are embedded."""
_TITLES, _TITLE_SHARE = 8, 0.4
"""How often the title stands in a text that is averaged, and its share of a short text at most."""
_CLAIMS = 8_000
"""Characters of independent claims that are embedded, so that one filing cannot cost what a thousand do."""


def document_text(filing: Filing) -> str:
    """Return the text of a filing's vector; empty for a filing that says nothing in words."""
    return _joined(
        [one.text for one in filing.title],
        [one.text for one in filing.abstract],
        (one.text for one in filing.claims if not one.depends_on),
        (one.text for one in filing.description),
    )


def stored_text(value: Mapping[str, Any]) -> str:
    """Return the same of a filing's JSON."""
    return _joined(
        [one["text"] for one in value.get("title", ())],
        [one["text"] for one in value.get("abstract", ())],
        (one["text"] for one in value.get("claims", ()) if not one.get("depends_on")),
        (one["text"] for one in value.get("description", ())),
    )


def _joined(titles: Sequence[str], abstracts: Sequence[str], claims: Iterable[str], sections: Iterable[str]) -> str:
    description = ""
    for section in sections:
        if len(description) >= DESCRIPTION:
            break
        description += section[: DESCRIPTION - len(description)] + "\n"
    rest = "\n".join(one for one in (*abstracts, "\n".join(claims)[:_CLAIMS], description.strip()) if one)
    title = " ".join(titles)
    return f"{title}\n{rest}" if rest else title


def titled(text: str) -> str:
    """Return the text of a filing with its title several times: a mean of tokens would hardly see it otherwise.

    >>> titled("Gate" + chr(10) + "a" * 100).count("Gate"), titled(chr(10) + "no title")
    (8, '\\nno title')
    """
    title, _, rest = text.partition("\n")
    times = round(_TITLE_SHARE * len(rest) / len(title)) if title else 1
    return "\n".join([title] * min(max(times, 1), _TITLES) + ([rest] if rest else []))
