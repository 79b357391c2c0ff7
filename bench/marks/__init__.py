"""Conflict searches measured in the frozen register of a million marks, by its protocol."""
