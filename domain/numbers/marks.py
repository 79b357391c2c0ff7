"""Numbers of marks, designs, geographical indications, layout designs and special signs.

US: serial of eight digits (two of the series, six of the serial), registration of up to seven. EUTM: nine digits, zeros
before. International registrations of the Madrid system: up to seven digits and a letter for a part. CN: up to eight
digits and a letter; ``G`` and the international number for an extension to China. Community designs: nine digits and
four of the design (``000123456-0001``).

Normal form: as printed, without blanks; a number of a register is kept with its zeros, a key drops them.
"""

import re

from domain.numbers.spelling import folded, joined


def printed(text: str) -> str:
    """Return the number as printed, without blanks, commas and slashes.

    >>> printed("75/932,504"), printed("018222473"), printed("TMA 123,456"), printed("000123456-0001")
    ('75932504', '018222473', 'TMA123456', '000123456-0001')
    """
    return re.sub(r"[\s,/'’]+", "", folded(text))


def registration(text: str) -> str:
    """Return a registration number without padding zeros.

    >>> registration("0003068631"), registration("3,068,631"), registration("TMA123456"), registration("0000000")
    ('3068631', '3068631', 'TMA123456', '0')
    """
    return re.sub(r"^0+(?=.)", "", printed(text))


def international(text: str) -> str:
    """Return the number of an international registration.

    >>> international("IR 1 234 567"), international("G1234567"), international("0987654A")
    ('1234567', '1234567', '987654A')
    """
    number = re.sub(r"^(?:WO|IR|INT|G)(?=\d)", "", joined(text))
    return re.sub(r"^0+(?=\d)", "", number)


def file_number(text: str) -> str:
    """Return a file number of a register of geographical indications, hyphens kept.

    >>> file_number("PGI-IT-02305"), file_number(" pdo-gb-0001 ")
    ('PGI-IT-02305', 'PDO-GB-0001')
    """
    return re.sub(r"[\s]+", "", folded(text)).replace("/", "-")
