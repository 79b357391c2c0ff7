"""The end of a term by law."""

import pytest

from domain.filings import Right
from domain.terms import term_end


@pytest.mark.parametrize(
    ("right", "office", "kind", "filed", "granted", "end"),
    [
        ("patent", "US", "B2", "1995-06-08", "1998-01-06", "2015-06-08"),
        ("patent", "US", "A", "1995-06-07", "1998-01-06", "2015-06-07"),
        ("patent", "US", "A", "1993-06-07", "1998-01-06", "2015-01-06"),
        ("patent", "US", "A", "1970-01-01", "1973-05-01", "1990-05-01"),
        ("patent", "US", "A", "1990-01-01", None, None),
        ("patent", "US", "E1", "2003-01-01", "2005-01-01", None),
        ("patent", "US", "P3", "2003-02-28", "2005-01-01", "2023-02-28"),
        ("patent", "EP", "B1", "2001-09-14", None, "2021-09-14"),
        ("patent", "WO", "A1", "2022-06-09", None, None),
        ("patent", "CN", "B", "2014-08-19", None, "2034-08-18"),
        ("patent", "CN", "B", "2004-02-29", None, "2024-02-28"),
        ("patent", "CN", "C", "1986-01-10", None, "2001-01-09"),
        ("patent", "CN", "Y", "1992-01-10", None, "2000-01-09"),
        ("patent", "CN", "U", "2014-08-19", None, "2024-08-18"),
        ("patent", "CN", "S", "2021-05-31", None, "2031-05-30"),
        ("patent", "DE", "U1", "2010-05", None, "2020-05"),
        ("patent", "FR", "U1", "2010-05-01", None, None),
        ("patent", "BR", "B1", "2010-05-01", None, None),
        ("design", "CN", "S", "2021-06-01", None, "2036-05-31"),
        ("design", "US", "S1", "2015-05-12", "2016-01-05", "2030-01-05"),
        ("design", "US", "S1", "2015-05-13", "2016-01-05", "2031-01-05"),
        ("design", "EM", None, "2008-06-26", None, "2033-06-26"),
        ("trademark", "CN", None, "2009-01-01", "2010-02-14", "2020-02-13"),
        ("trademark", "US", None, "1985-01-01", "1987-03-03", "2007-03-03"),
        ("trademark", "US", None, "2000-01-01", "2002-03-03", "2012-03-03"),
        ("trademark", "EM", None, "2020-04-08", None, "2030-04-08"),
        ("trademark", "WO", None, None, "2011-01-01", "2021-01-01"),
        ("trademark", "CN", None, "2009-01-01", None, None),
        ("layout", "CN", None, "2018-03-01", None, "2028-02-29"),
        ("sign", "CN", None, None, "2008-08-08", "2012-08-07"),
        ("gi", "GB", None, "2000-01-01", "2001-01-01", None),
    ],
)
def test_term(
    right: Right, office: str, kind: str | None, filed: str | None, granted: str | None, end: str | None
) -> None:
    assert term_end(right, office, kind, filed, granted) == end
