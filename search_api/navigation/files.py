"""A table of figures as a CSV file. Invariant: equal tables give equal bytes; no spreadsheet runs a cell as a formula."""

import csv
import io

from search_api.export.tables import safe
from search_api.navigation.tables import Found, Value


def csv_of(found: Found) -> bytes:
    """Return a table as CSV with a byte-order mark: names of columns, then values as the API gives them."""
    kept = io.StringIO()
    writer = csv.writer(kept)
    writer.writerow([one.name for one in found.columns])
    for row in found.rows:
        writer.writerow([_plain(value) for value in row.values])
    return b"\xef\xbb\xbf" + kept.getvalue().encode()


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe(value) if isinstance(value, str) else str(value)
