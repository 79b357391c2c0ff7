"""When are goods and services alike: lists of goods and the relation between two of them."""
