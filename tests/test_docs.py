"""Documents that cannot lie: the README's commands, settings and outputs are those of the program."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.renew_readme import output

ROOT = Path(__file__).parent.parent
SETTINGS = [one.name for one in fields(Settings)]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    from bot.cli import app

    return sorted(app.commands)


def options() -> list[str]:
    from bot.cli import app

    every = [app, *app.commands.values()]
    names = {name for command in every for parameter in command.params for name in parameter.opts}
    return sorted(name for name in names if name.startswith("--"))


def examples() -> list[tuple[str, str]]:
    """Each `$ chuchu …` of the README with what it prints there."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith("chuchu "):
                found.append((command, output.strip("\n")))
    return found


@pytest.mark.parametrize("name", commands())
def test_every_command_stands_in_the_readme(name: str) -> None:
    """A command that is not described does not exist for its users."""
    assert f"`chuchu {name}" in README


@pytest.mark.parametrize("name", options())
def test_every_option_stands_in_the_readme(name: str) -> None:
    """Options, too."""
    assert name in README


@pytest.mark.parametrize("name", [*(f"CHUCHU_{name.upper()}" for name in SETTINGS), "CHUCHU_ENV_FILE"])
def test_every_setting_stands_in_the_readme_and_in_the_example(name: str) -> None:
    """And in the file that people copy."""
    assert f"`{name}`" in README
    if name != "CHUCHU_ENV_FILE":
        assert name in (ROOT / "deploy" / "chuchu.env.example").read_text(encoding="utf-8")


def test_the_readme_names_no_setting_that_there_is_not() -> None:
    """No promise without a setting behind it."""
    known = {f"CHUCHU_{name.upper()}" for name in SETTINGS} | {"CHUCHU_ENV_FILE"}
    assert set(re.findall(r"\bCHUCHU_[A-Z_]+", README)) <= known


def test_every_make_target_in_the_readme_exists() -> None:
    """`make X` does something."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)", README, re.MULTILINE):
        name = target[0] or target[1]
        assert re.search(rf"^{re.escape(name)}:", makefile, re.MULTILINE), name


def test_the_readme_has_examples() -> None:
    """Of which the next test checks every one."""
    assert len(examples()) >= 4


@pytest.mark.parametrize(("command", "shown"), examples())
def test_what_the_readme_shows_is_what_comes_out(tmp_path: Path, command: str, shown: str) -> None:
    """Word for word, on the samples."""
    assert output(command, tmp_path) == shown


def test_the_map_of_the_house_names_what_is_there() -> None:
    """Every module stands in ARCHITECTURE.md, and every path there exists."""
    for package in ("corpus", "retrieval", "bot"):
        for path in (ROOT / package).rglob("*.py"):
            if path.name != "__init__.py":
                assert path.name in ARCHITECTURE, path.relative_to(ROOT).as_posix()
    for path in re.findall(r"`((?:corpus|retrieval|bot|tests|deploy)/[\w./-]+)`", ARCHITECTURE):
        assert (ROOT / path).exists(), path
