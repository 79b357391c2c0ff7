"""The pages: each module holds the addresses of one kind of page and calls the same services as the API."""

from ui.pages import (
    advanced,
    branches,
    classifications,
    conflict_files,
    conflict_records,
    conflicts,
    coverage,
    help,
    home,
    navigation,
    numbers,
    prior_art,
    record,
    results,
    sampling,
    selection,
)

ROUTERS = (
    home.router,
    results.router,
    prior_art.router,
    record.router,
    advanced.router,
    classifications.router,
    conflicts.router,
    conflict_files.router,
    conflict_records.router,
    coverage.router,
    help.router,
    numbers.router,
    branches.router,
    sampling.router,
    navigation.router,
    selection.router,
)
