"""The numbers by which evidence is weighed; `weights.toml` holds them, and is made by a script.

They are read once, when the first question comes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each part of a sum, by name; `found` is the confidence that counts as an answer."""

    passage: Mapping[str, float]
    sentence: Mapping[str, float]
    confidence: Mapping[str, float]
    constant: float
    found: float

    @classmethod
    @cache
    def load(cls) -> Weights:
        """The weights that come with the package."""
        said = tomllib.loads(Path(__file__).with_name("weights.toml").read_text("utf-8"))
        return cls(
            passage=said["passage"],
            sentence=said["sentence"],
            confidence=said["confidence"],
            constant=said["not_found"]["constant"],
            found=said["not_found"]["found"],
        )


def row(weights: Mapping[str, float], names: Sequence[str]) -> NDArray[np.float64]:
    """The weights of these names, in their order."""
    return np.array([weights[name] for name in names])
