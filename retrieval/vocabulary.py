"""The user's own words: `words.txt` and `synonyms.txt` in the data directory, one rule a line.

A line of `words.txt` is a term that shall not be torn apart; a line of `synonyms.txt` is terms that mean the
same, with = between them. What follows # is a remark. Words change how texts are cut; synonyms only what a
question looks for, so they hold at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import VocabularyWrong

WORDS, SYNONYMS = "words.txt", "synonyms.txt"
_LONGEST = 40
_IS_GROUP = re.compile("[=＝]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms that are one word each, and groups of terms that mean the same."""

    words: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def read(cls, directory: Path) -> Vocabulary:
        """From the two files, either of which may be missing. Raises VocabularyWrong at a bad line."""
        words = [_term(directory / WORDS, number, line) for number, line in _lines(directory / WORDS)]
        groups = [_group(directory / SYNONYMS, number, line) for number, line in _lines(directory / SYNONYMS)]
        return cls(tuple(sorted(set(words))), tuple(dict.fromkeys(groups)))

    @staticmethod
    def state(directory: Path) -> tuple[int, ...]:
        """What changes when one of the files does."""
        paths = [directory / name for name in (WORDS, SYNONYMS)]
        return tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in paths)

    @staticmethod
    def add(directory: Path, line: str) -> str:
        """Write a rule down in the file where it belongs: with =, synonyms, else a word. Gives it as written.

        Raises VocabularyWrong for a line that would be a bad one; then nothing is written.
        """
        path = directory / (SYNONYMS if _IS_GROUP.search(line) else WORDS)
        known = [_rule(path, number, rule) for number, rule in _lines(path)]
        kept = path.read_text("utf-8-sig") if path.exists() else ""
        rule = _rule(path, kept.count("\n") + 1, line)
        if rule not in known:
            _write(path, f"{kept.rstrip()}\n{rule}\n".lstrip("\n"))
        return rule

    @staticmethod
    def drop(directory: Path, line: str) -> bool:
        """Strike a rule out; false where there is none of the kind."""
        path = directory / (SYNONYMS if _IS_GROUP.search(line) else WORDS)
        rule = _rule(path, 1, line)
        numbers = {number for number, known in _lines(path) if _rule(path, number, known) == rule}
        if numbers:
            lines = path.read_text("utf-8-sig").split("\n")
            _write(path, "\n".join(one for number, one in enumerate(lines, 1) if number not in numbers))
        return bool(numbers)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that hold a rule, numbered from 1."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return
    except UnicodeDecodeError as error:
        number = error.object.count(b"\n", 0, error.start) + 1
        raise VocabularyWrong(path, number, "这一行不是 UTF-8；请把文件另存为 UTF-8") from error
    except OSError as error:
        raise VocabularyWrong(path, 0, f"打不开（{error.strerror}）；请检查读取权限") from error
    for number, line in enumerate(text.split("\n"), 1):
        rule = line.partition("#")[0].strip()
        if rule:
            yield number, rule


def _rule(path: Path, number: int, line: str) -> str:
    """A line as it is written down, whatever spaces and signs it was given with."""
    rule = " ".join(line.partition("#")[0].split())
    if path.name == WORDS:
        return _term(path, number, rule)
    return " = ".join(_group(path, number, rule))


def _write(path: Path, text: str) -> None:
    """The whole file or nothing."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_text(text, "utf-8")
        fresh.replace(path)
    except OSError as error:
        raise VocabularyWrong(path, 0, f"写不进去（{error.strerror}）；请检查权限和磁盘") from error


def _group(path: Path, number: int, line: str) -> tuple[str, ...]:
    terms = tuple(
        dict.fromkeys(_term(path, number, term.strip()) for term in line.replace("＝", "=").split("="))
    )
    if len(terms) < 2:
        raise VocabularyWrong(path, number, "同义词一行至少两个，用 = 隔开，如：党代会 = 党的代表大会")
    return terms


def _term(path: Path, number: int, term: str) -> str:
    if not term:
        raise VocabularyWrong(path, number, "= 的一边没有词；请补上，或删去这个 =")
    if len(term) > _LONGEST:
        raise VocabularyWrong(path, number, f"词太长了；最多 {_LONGEST} 个字")
    if not any(character.isalnum() for character in term):
        raise VocabularyWrong(path, number, f"「{term}」里没有文字；请删去这一行")
    return term
