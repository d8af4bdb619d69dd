"""Receipts: every character of a document stands in a passage, or is left out and named.

A collection is only trusted if it says what it left out. White space does not count, because reading may
change it; a doubt about what was read becomes a warning.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.model import LeftOut, Receipt, Work
from corpus.reading.lines import Line
from corpus.sentences import sentences

_MOJIBAKE = re.compile(
    "锟斤拷|烫烫烫|屯屯屯|[锛銆鈥][^\\s]{0,2}|(?:[ÃÂâåæçèéä][\x80-\xbf€‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){1,3}"
)
_ENDS = re.compile("[。！？!?；;….]")
_UNENDED = 400
"""Characters without a sentence's end that are too many for a heading or a verse."""
_GIANT = 5_000


def receipt(
    characters: int, lines: Sequence[Line], works: Sequence[tuple[Work, Mapping[int, str]]], marks: str
) -> Receipt:
    """What became of the `characters` that a document has: `lines` are what its format gave, and each work
    comes with what its lines are that are no body text. `marks` is what the format itself is written with."""
    left_out: Counter[str] = Counter()
    indexed = paragraphs = spoken = 0
    for work, reasons in works:
        covered = _covered(work)
        for at, (start, end) in enumerate(work.paragraphs):
            count = visible(work.text[start:end])
            if at in covered:
                indexed += count
                paragraphs += 1
                spoken += len(sentences(work.text, start, end))
            else:
                left_out[reasons.get(at, "其他")] += count
    given = sum(visible(line.text) for line in lines)
    left_out["分隔线"] += sum(visible(line.text) for line in lines if line.separator)
    left_out[marks] += max(0, characters - given)
    return Receipt(
        max(characters, given),
        indexed,
        paragraphs,
        spoken,
        tuple(LeftOut(what, count) for what, count in left_out.items() if count),
        tuple(_name(work.text) for work, _ in works),
    )


def _covered(work: Work) -> set[int]:
    """The paragraphs that stand in passages, by number from 0."""
    covered: set[int] = set()
    at = 0
    for passage in work.passages:
        while at < len(work.paragraphs) and work.paragraphs[at][1] <= passage.start:
            at += 1
        while at < len(work.paragraphs) and work.paragraphs[at][0] < passage.end:
            covered.add(at)
            at += 1
        at = max(0, at - 1)
    return covered


def doubts(works: Iterable[Work]) -> Iterator[str]:
    """What in a document looks as if it had been spoilt before it came here."""
    texts = [(work, visible(work.text)) for work in works]
    total = sum(count for _, count in texts)
    broken = [found for work, _ in texts for found in _MOJIBAKE.findall(work.text)]
    if sum(map(len, broken)) * 100 > total or any(found in "锟斤拷烫烫烫" for found in broken):
        yield f"有 {len(broken)} 处像是乱码（例如「{broken[0]}」）；请核对原文，或换一份重新加"
    for work, count in texts:
        longest, number = max((end - start, n) for n, (start, end) in enumerate(work.paragraphs, 1))
        if longest >= _UNENDED and not _ENDS.search(work.text):
            yield f"《{work.title}》{count:,} 字里没有一个句末标点；引文会在逗号处断开"
        if longest > _GIANT and longest * 2 > count:
            yield f"《{work.title}》第 {number} 段有 {longest:,} 字；可能丢了换行，请核对原文"


def visible(text: str) -> int:
    """Characters that are no white space."""
    return sum(map(len, text.split()))


def _name(text: str) -> str:
    bare = "".join(text.split()).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(bare, digest_size=12).hexdigest()
