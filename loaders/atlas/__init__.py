"""Tables of our own definition, for what offices publish in no common format."""
