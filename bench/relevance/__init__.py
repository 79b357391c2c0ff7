"""How well the nearest records are found, on collections whose relevant records are known."""
