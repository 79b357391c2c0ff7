"""From a query to what an engine can look up: one translation, whatever the engine."""
