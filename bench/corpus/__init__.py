"""The register of a city that does not exist, in the offices' file formats, of any size and the same for the same seed."""
