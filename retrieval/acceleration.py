"""When compiled kernels take over from NumPy: in processes that live long enough, where numba is installed.

Loading them takes half a second, and compiling them for the first time ten or twenty, so a one-shot command
never does; a process that goes on asking does it beside its questions, and a large build before it begins.
Compiled code is kept in the private cache directory, and in no shared one.
"""

from __future__ import annotations

import tempfile
import threading
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.compiled import Compiled

_WARM = 64
"""Questions after which a process is taken for one that will be asked more."""


class Accelerator:
    """The kernels of this process, or None as long as it has none. Safe for threads."""

    def __init__(self) -> None:
        self._cache: Path | None = None
        self._asked = 0
        self._compiled: Compiled | None = None
        self._lock = threading.Lock()

    def keep_in(self, cache: Path) -> None:
        """Say where compiled code is kept; without it nothing is ever loaded."""
        self._cache = cache

    @property
    def kernels(self) -> Compiled | None:
        """The kernels, if they are there; asking often enough brings them."""
        if self._compiled is None and self._asked < _WARM and self._cache is not None:
            self._asked += 1
            if self._asked == _WARM:
                threading.Thread(target=self.load, args=(self._cache,), daemon=True).start()
        return self._compiled

    @property
    def loaded(self) -> Compiled | None:
        """The kernels, if they are there."""
        return self._compiled

    @staticmethod
    def is_compiled(cache: Path) -> bool:
        """Whether loading them from `cache` is likely to take a second rather than ten.

        They are there, and no source is newer, as one is after an upgrade.
        """
        source = max(path.stat().st_mtime for path in Path(__file__).parent.glob("*kernels.py"))
        return any(made.stat().st_mtime > source for made in cache.glob("*/posting_kernels.weave-*.nbi"))

    def load(self, cache: Path) -> Compiled | None:
        """The kernels, loaded now, or compiled where `cache` does not have them; None without numba."""
        with self._lock:
            if self._compiled is None and find_spec("numba") is not None:
                with suppress(Exception):  # a full disk, a damaged cache: it goes on without, only slower
                    with tempfile.TemporaryFile(dir=cache):  # else numba would write beside the code
                        import_module("numba").config.CACHE_DIR = str(cache)
                    from retrieval.compiled import Compiled

                    self._compiled = Compiled()
        return self._compiled


accelerator = Accelerator()
"""Of the process: compiled code is the same for all collections."""
