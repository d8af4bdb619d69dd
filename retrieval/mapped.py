"""Arrays that are made once and mapped from the cache directory later.

Tables over all characters or a whole dictionary take a second to make and a millisecond to map. The cache is
private and derived: whatever is missing, unreadable or cannot be written is simply made again.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=np.generic)

_reading = threading.Lock()
"""NumPy reads the head of a file as a syntax tree, and Python 3.11 cannot make two at the same time."""


def mapped(path: Path, make: Callable[[], NDArray[T]]) -> NDArray[T]:
    """The array stored at `path`, made and stored there when it is not."""
    with suppress(OSError, ValueError, EOFError), _reading:
        stored: NDArray[T] = np.load(path, mmap_mode="r", allow_pickle=False)
        return stored.view(np.ndarray)
    array = make()
    with suppress(OSError):
        _store(path, array)
    return array


def _store(path: Path, array: NDArray[Any]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.save(file, array, allow_pickle=False)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
