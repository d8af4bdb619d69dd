"""Keeps the bot's token out of the logs.

The token is part of every address the bot calls, so libraries print it without meaning to: httpx names each
address, and python-telegram-bot repeats a refused token in its error.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_secret(token: str) -> Iterator[None]:
    """While it lasts, no log record carries the token, whoever writes it and wherever it goes."""
    plain = logging.getLogRecordFactory()
    formatter = logging.Formatter()

    def record_without_token(*args: object, **kwargs: object) -> logging.LogRecord:
        record = plain(*args, **kwargs)
        try:
            words = record.getMessage()
        except (TypeError, ValueError, KeyError):
            return record  # its handler will complain
        if record.exc_info:
            words = f"{words}\n{formatter.formatException(record.exc_info)}"
        if token and token in words:
            record.msg, record.args, record.exc_info = words.replace(token, "…"), (), None
        return record

    logging.setLogRecordFactory(record_without_token)
    try:
        yield
    finally:
        logging.setLogRecordFactory(plain)
