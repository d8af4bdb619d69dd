"""How the whole suite runs: properties are judged by what they say, not by how fast a busy machine is."""

from __future__ import annotations

import os

from hypothesis import settings

# CI judges a change, so it tries the same examples each time; at a desk they are new at each run.
settings.register_profile("suite", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("suite")
