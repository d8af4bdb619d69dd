"""How the whole suite runs: properties are judged by what they say, not by how fast a busy machine is."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
