"""`chuchu` and `python -m bot`: run a command; what went wrong becomes one sentence and an exit status."""

from __future__ import annotations

import errno
import gc
import os
import sys


def main() -> int:
    """Exit status: 0 done, 1 failed with a sentence on stderr, 2 wrong usage."""
    gc.disable()  # until there is a collection: what is imported meanwhile stays
    from bot.cli import run

    try:
        return run()
    except _known() as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output left; without this, closing stdout would complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return _fail("磁盘满了，资料原样未动；腾出空间后再试。")
        return _fail(f"{error.filename or '系统'}：{error.strerror}；请检查后再试。")
    finally:
        gc.freeze()  # what is left goes with the process, and need not be looked through


def _known() -> tuple[type[Exception], ...]:
    """What is raised with a sentence for people; imported when something is."""
    from bot.errors import BotError
    from corpus import CorpusError
    from retrieval import RetrievalError

    return BotError, CorpusError, RetrievalError


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return 1


if __name__ == "__main__":
    sys.exit(main())
