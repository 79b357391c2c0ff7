"""What follows from a filing alone and is shown with it: its technology, type of proprietor, title terms and clusters."""

from typing import Any

from domain.clusters import clusters_of_filing
from domain.fields.patents import technology
from domain.filings import Filing
from domain.proprietors import type_of_filing
from domain.title_terms import terms_of_filing


def derived_of(filing: Filing) -> dict[str, Any]:
    """Return what is derived as JSON values, without a key for what there is not.

    ``technology``: numbers of WIPO's fields; ``proprietor_type``: of the first applicant; ``applicant_cluster``: a
    cluster for each applicant.
    """
    found = {
        "technology": [int(one) for one in technology(filing)] if filing.right == "patent" else [],
        "proprietor_type": type_of_filing(filing),
        "title_terms": terms_of_filing(filing),
        "applicant_cluster": clusters_of_filing(filing),
    }
    return {key: value for key, value in found.items() if value}
