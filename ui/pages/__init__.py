"""The pages: each module holds the addresses of one kind of page and calls the same services as the API."""

from ui.pages import advanced, classifications, coverage, help, home, numbers, record, results, selection

ROUTERS = (
    home.router,
    results.router,
    record.router,
    advanced.router,
    classifications.router,
    coverage.router,
    help.router,
    numbers.router,
    selection.router,
)
