"""What a person judged of 200 sampled names: the type of proprietor, one letter each, in the order of the sample.

The sample: the first names of 140 distinct gazette rows, then 60 owners of the American grants, drawn with ``SEED``.
"""

SEED = 20261126
LETTERS = {"university": "u", "institute": "i", "enterprise": "e", "public_institution": "p", "individual": "n"}
JUDGED = (
    "ieeeeeeeuneeeueneeeeeeeeueeuneeeneueeeueuueuueeeenueneeueeeeeeeeneeeeeeeenueiuieeeeeeneeeeeeeeeeeeen"
    "ueeenuueeueeueueenenenenueueeeeneneeeeeeeeeeeeeeeeeeeeeeeeepeeeeeueeeeeeeeeeeeeeeeeeepeeeeeeeeeeeeee"
)
