"""Charts drawn on the server: each function turns plain values into one SVG image for a page, a report or a download.

Invariants: geometry stands in attributes and colour in classes of the one stylesheet, since no page carries a style; a
drawing is one image with a sentence as its label, and the table behind it holds the links; text is never under 11.5
units, labels do not lie on each other, and a shortened one ends with an ellipsis.
"""
