"""The real program as a person runs it: a process of its own, with a data directory of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def failed_with_one_sentence(self) -> bool:
        """Exit status 1, one line on stderr, and no traceback."""
        lines = self.err.strip().splitlines()
        return self.status == 1 and len(lines) == 1 and "Traceback" not in self.err


def chuchu(data_dir: Path | None, *arguments: str, stdin: str | bytes = "", **environment: str) -> Ran:
    """Run `python -m bot` with these arguments."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CHUCHU_")}
    given = stdin.encode() if isinstance(stdin, str) else stdin
    options = ["--data-dir", str(data_dir)] if data_dir else []
    done = subprocess.run(
        [sys.executable, "-m", "bot", *options, *arguments],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env={**inherited, "COLUMNS": "100", **environment},
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
