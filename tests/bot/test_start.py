"""A command imports what it uses: who waits for one answer does not wait for Telegram."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.commands import ROOT, chuchu

FOR_OTHERS = {
    "PIL", "aiohttp", "aiosqlite", "alembic", "asyncio", "concurrent", "docx", "email", "jieba", "lxml",
    "markdown_it", "matplotlib", "numba", "numpy.ma", "opencc", "pypdfium2", "selectolax", "sqlalchemy",
    "ssl", "telegram", "zipfile", "zoneinfo",
}  # fmt: skip
FOR_PEOPLE = {"rich", "bot.terminal"}
FOR_OTHER_QUESTIONS = {
    "retrieval.alike", "retrieval.checking", "retrieval.concordance", "retrieval.explanation",
    "retrieval.quotable",
}  # fmt: skip
_PROGRAM = """
import gc, json, sys
from bot.__main__ import main
status = main()
print(json.dumps([status, gc.isenabled(), list(sys.modules)]), file=sys.stderr)
"""


def start(data: Path, *arguments: str) -> tuple[bool, set[str]]:
    """Run a command: whether garbage was collected at the end, and the modules that there were."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, "--data-dir", str(data), *arguments],
        capture_output=True,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("CHUCHU_")},
        timeout=120,
        check=True,
    )
    status, collecting, modules = json.loads(done.stderr.splitlines()[-1])
    assert status == 0
    return collecting, set(modules)


@pytest.fixture
def code(data: Path) -> str:
    """A passage's code; with it, the index is there."""
    return str(chuchu(data, "ask", "--json", "会费多少钱？").json["quotations"][0]["code"])


def test_a_question_imports_what_it_uses(data: Path, code: str) -> None:
    """For a script even less: nothing that lays out what people read."""
    _, modules = start(data, "ask", "会费多少钱？")
    assert not modules & (FOR_OTHERS | FOR_OTHER_QUESTIONS)
    _, modules = start(data, "ask", "--json", "会费多少钱？")
    assert not modules & (FOR_OTHERS | FOR_OTHER_QUESTIONS | FOR_PEOPLE)


def test_other_commands_do_too(data: Path, code: str) -> None:
    """Each has its own needs, and none those of the bot."""
    _, modules = start(data, "show", "--json", code)
    assert not modules & (FOR_OTHERS | FOR_OTHER_QUESTIONS | FOR_PEOPLE)
    for arguments in (
        ["check", "--json", "会费六十元"],
        ["documents", "--json"],
        ["index", "--json"],
    ):
        _, modules = start(data, *arguments)
        assert not modules & (FOR_OTHERS | FOR_PEOPLE), arguments


def test_help_needs_no_index(tmp_path: Path) -> None:
    """What the commands are is said without NumPy, and without a data directory."""
    _, modules = start(tmp_path / "none", "ask", "--help")
    assert not modules & (FOR_OTHERS | FOR_PEOPLE | {"numpy", "retrieval", "corpus"})
    assert not (tmp_path / "none").exists()


def test_garbage_is_collected_once_a_command_is_at_work(data: Path, code: str) -> None:
    """It is put off only while modules come in: a bot lives for months."""
    collecting, _ = start(data, "show", code)
    assert collecting
