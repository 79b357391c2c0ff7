"""Patent navigation: analyses of a scope, each a table whose every figure has a definition and opens its records."""
