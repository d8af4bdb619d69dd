"""What a failed call of the Bot API means, decided in one place.

UNSENT     the connection was never made: nothing happened, try again
DOWN       the server says that it is not well: nothing happened, try again, but not for ever
DOUBTFUL   sent, and no answer that can be read: it may have happened, so once more at most
BUSY       too many calls: everything waits
MOVED      the group has become a supergroup, with another id
GONE       blocked, kicked, deleted or forbidden to write: this chat is not there for us
HARMLESS   too late or already so: nothing is missing
REVOKED    the token is not, or no longer, good
TAKEN      another process uses the token
OURS       the call was wrong: a bug
"""

from __future__ import annotations

from enum import Enum, auto

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)


class Fault(Enum):
    """See above."""

    UNSENT = auto()
    DOWN = auto()
    DOUBTFUL = auto()
    BUSY = auto()
    MOVED = auto()
    GONE = auto()
    HARMLESS = auto()
    REVOKED = auto()
    TAKEN = auto()
    OURS = auto()


class NotSent(NetworkError):
    """The connection was never made."""


class ServerDown(NetworkError):
    """An answer of the 500s."""


class Busy(TelegramError):
    """Too many calls. Stands in for RetryAfter, which warns of its own future whenever it is made."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Too many calls: wait {seconds} seconds")
        self.seconds = seconds


class Unreadable(NetworkError):
    """An answer that is no JSON of Telegram's."""


_CLASSES: tuple[tuple[type[TelegramError], Fault], ...] = (
    (NotSent, Fault.UNSENT),
    (ServerDown, Fault.DOWN),
    (Busy, Fault.BUSY),
    (ChatMigrated, Fault.MOVED),
    (Forbidden, Fault.GONE),
    (InvalidToken, Fault.REVOKED),
    (Conflict, Fault.TAKEN),
    (EndPointNotFound, Fault.OURS),
)
_WORDS = {
    Fault.HARMLESS: (
        "message is not modified",
        "query is too old",
        "query id is invalid",
        "query_id_invalid",
        "message to edit not found",
        "message to delete not found",
        "message_id_invalid",
    ),
    Fault.GONE: (
        "chat not found",
        "user not found",
        "peer_id_invalid",
        "chat_write_forbidden",
        "not enough rights",
        "have no rights",
        "need administrator rights",
        "group chat was deactivated",
        "user is deactivated",
        "message thread not found",
        "topic_closed",
        "topic_deleted",
    ),
}


def fault_of(error: TelegramError) -> Fault:
    """What the failure of a call means."""
    for kind, fault in _CLASSES:
        if isinstance(error, kind):
            return fault
    if isinstance(error, BadRequest):
        words = str(error).lower()
        for fault, signs in _WORDS.items():
            if any(sign in words for sign in signs):
                return fault
        return Fault.OURS
    return Fault.DOUBTFUL if isinstance(error, NetworkError) else Fault.OURS


def wait_of(error: TelegramError) -> float:
    """How many seconds Telegram wants to be left alone."""
    return error.seconds if isinstance(error, Busy) else 0.0
