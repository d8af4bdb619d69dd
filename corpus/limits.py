"""What one file may cost; beyond it, the file gets a receipt that says so and the others go on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Megabytes and pages of a file, and what reading it may take: bytes of memory, seconds of processor
    time, seconds on the clock."""

    megabytes: int = 64
    pages: int = 5_000
    memory: int = 1 << 30
    processor: int = 60
    patience: float = 90.0
