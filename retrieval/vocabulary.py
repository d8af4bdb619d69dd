"""The user's own words: `words.txt` and `synonyms.txt` in the data directory, one rule a line.

A line of `words.txt` is a term that shall not be torn apart; a line of `synonyms.txt` is terms that mean the
same, with = between them. What follows # is a remark. Words change how texts are cut; synonyms only what a
question looks for, so they hold at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import VocabularyWrong

WORDS, SYNONYMS = "words.txt", "synonyms.txt"
_LONGEST = 40


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
