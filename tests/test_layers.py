"""Who may import whom: data flows one way, and a library that belongs to one room stays in it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "retrieval", "bot")
MAY_IMPORT = {
    "corpus": {"corpus"},
    "retrieval": {"retrieval", "corpus"},
    "bot": {"bot", "retrieval", "corpus"},
}
AT_HOME = {
    "telegram": ("bot/telegram/",),
    "aiosqlite": ("bot/database/",),
    "sqlalchemy": ("bot/database/",),
    "alembic": ("bot/database/",),
    "aiohttp": ("bot/telegram/",),
    "rank_bm25": ("retrieval/scoring.py",),
    "numba": ("retrieval/acceleration.py", "retrieval/kernels.py"),
    "jieba": ("retrieval/dictionary.py",),
    "opencc": ("retrieval/folding.py",),
    "lxml": ("corpus/reading/",),
    "pypdfium2": ("corpus/reading/",),
    "selectolax": ("corpus/reading/",),
    "markdown_it": ("corpus/reading/",),
    "rich": (
        "bot/chat.py",
        "bot/terminal.py",
        "bot/reasons.py",
        "bot/pushes.py",
        "bot/cli.py",
        "bot/commanding.py",
        "bot/study_commands.py",
    ),
    "docx": ("bot/notebook/word.py", "bot/check_table.py"),
    "fontTools": ("bot/pictures/",),
    "matplotlib": ("bot/pictures/plotting.py",),
    "PIL": ("bot/pictures/",),
    "segno": ("bot/pictures/card.py",),
    "click": ("bot/cli.py", "bot/commanding.py", "bot/study_commands.py"),
    "dotenv": ("bot/settings.py",),
}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "const", "util"}


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The full names of the modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            assert node.module is not None
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_imported_outward(path: Path) -> None:
    """corpus imports neither of the others, retrieval only corpus, and nobody imports tests."""
    package = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imports(path)} & {*PACKAGES, "tests"}
    assert ours <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_library_stays_in_its_room(path: Path) -> None:
    """Only the Telegram door knows Telegram, only scoring knows rank_bm25, and so on."""
    here = path.relative_to(ROOT).as_posix()
    for name in {name.split(".")[0] for name in imports(path)} & AT_HOME.keys():
        assert here.startswith(AT_HOME[name]), f"{here} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_settings_read_the_environment(path: Path) -> None:
    """Settings are read once, at the edge."""
    if path.relative_to(ROOT).as_posix() != "bot/settings.py":
        text = path.read_text(encoding="utf-8")
        assert "environ" not in text
        assert "getenv" not in text


def test_the_faces_are_what_is_named_in_all() -> None:
    """What a package shows is in `__all__`, sorted, and there."""
    import corpus
    import retrieval

    for package in (corpus, retrieval):
        assert sorted(package.__all__) == sorted(set(package.__all__))
        for name in package.__all__:
            assert getattr(package, name) is not None


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    """A module is one thing that a person would name."""
    assert not [path for path in modules() if path.stem in FORBIDDEN_NAMES]
