"""Which of a filing's texts its vector stands for: title, abstract, independent claims, how the description begins."""

from domain.filings import Filing

DESCRIPTION = 2_500
"""Characters of the description that are embedded."""
_CLAIMS = 8_000
"""Characters of independent claims that are embedded, so that one filing cannot cost what a thousand do."""


def document_text(filing: Filing) -> str:
    """Return the text of a filing's vector; empty for a filing that says nothing in words."""
    claims = [one.text for one in filing.claims if not one.depends_on]
    description = ""
    for section in filing.description:
        if len(description) >= DESCRIPTION:
            break
        description += section.text[: DESCRIPTION - len(description)] + "\n"
    parts = [*(one.text for one in filing.title), *(one.text for one in filing.abstract)]
    return "\n".join(one for one in (*parts, "\n".join(claims)[:_CLAIMS], description.strip()) if one)
