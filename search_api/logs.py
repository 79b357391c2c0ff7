"""Structured logs on stderr, one JSON line each; never the text of a query or of a user.

The access log knows path, status and time, not the query string.
"""

import logging
import sys

import structlog

log: structlog.stdlib.BoundLogger = structlog.get_logger("ipatlas")


def configure(level: str = "INFO") -> None:
    """Send the logs to stderr; called once, at the doors."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
