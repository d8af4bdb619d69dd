"""Puts the program's present output into the README's examples: `make readme`.

Read the difference before you commit it: an example that got worse is a bug that nobody has reported yet.
"""

from __future__ import annotations

import re
import shlex
import tempfile
from pathlib import Path

from tests.bot.commands import ROOT, chuchu

README = ROOT / "README.md"
WIDTH = "88"


def output(command: str, data_dir: Path) -> str:
    """What `chuchu …` prints on the samples, in the README's width."""
    ran = chuchu(data_dir, *shlex.split(command)[1:], COLUMNS=WIDTH)
    return "\n".join(line.rstrip() for line in ran.out.strip("\n").splitlines())


def renewed(text: str, data_dir: Path) -> str:
    """The page with every `$ chuchu …` followed by what it prints."""

    def block(found: re.Match[str]) -> str:
        commands = re.findall(r"^\$ (chuchu .*)$", found.group(1), re.MULTILINE)
        parts = [f"$ {command}\n{output(command, data_dir)}\n" for command in commands]
        return "```console\n" + "\n".join(parts) + "```"

    return re.sub(r"```console\n(.*?)```", block, text, flags=re.DOTALL)


def main() -> None:
    """Rewrite the page in its place."""
    with tempfile.TemporaryDirectory() as data_dir:
        README.write_text(renewed(README.read_text(encoding="utf-8"), Path(data_dir)), encoding="utf-8")


if __name__ == "__main__":
    main()
