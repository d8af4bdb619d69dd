"""Receipts: every character of a document stands in a passage, or is left out and named.

A collection is only trusted if it says what it left out. White space does not count, because reading may
change it; a doubt about what was read becomes a warning.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from corpus.model import LeftOut, Receipt, Work
from corpus.reading.lines import Draft
from corpus.sentences import Sentences

_MOJIBAKE = re.compile(
    "锟斤拷|烫烫烫|屯屯屯|[锛銆鈥][^\\s]{0,2}|(?:[ÃÂâåæçèéä][\x80-\xbf€‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){1,3}"
)
_SPOILT = "锟烫屯锛銆鈥ÃÂâåæçèéä"
"""What mojibake begins with; most texts have none of it, which is seen at once."""
_BEGINS_SPOILT = re.compile(f"[{_SPOILT}]")
_ENDS = re.compile("[。！？!?；;….．︒｡]")
_UNENDED = 400
"""Characters without a sentence's end that are too many for a heading or a verse."""
_GIANT = 5_000


def receipt(
    characters: int,
    draft: Draft,
    works: Sequence[tuple[Work, Mapping[int, str], Sentences]],
    marks: str,
) -> Receipt:
    """What became of the `characters` that a document has: `draft` is what its format gave, and each work
    comes with what its lines are that are no body text, and its sentences. `marks` is what the format itself
    is written with.
    """
    left_out: Counter[str] = Counter()
    texts = []
    given = paragraphs = spoken = 0
    for work, reasons, sentences in works:
        bare = "".join(work.text.split())
        texts.append(_name(bare))
        given += len(bare)
        covered = _covered(work)
        paragraphs += len(covered)
        for at, (start, end) in enumerate(work.paragraphs):
            if at in covered:
                spoken += len(sentences(start, end))
            else:
                left_out[reasons.get(at, "其他")] += visible(work.text[start:end])
    indexed = given - left_out.total()
    separators = sum(visible(line.text) for line in draft.lines if line.separator)
    given += separators + draft.running
    left_out["分隔线"] += separators
    left_out["页码和页眉"] += draft.running
    left_out[marks] += max(0, characters - given)
    return Receipt(
        max(characters, given),
        indexed,
        paragraphs,
        spoken,
        (
            *(LeftOut(what, count) for what, count in left_out.items() if count),
            *map(LeftOut, draft.left_out),
        ),
        tuple(texts),
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


def doubts(works: Sequence[Work]) -> Iterator[str]:
    """What in a document looks as if it had been spoilt before it came here."""
    broken = [found for work in works for found in _mojibake(work.text)]
    total = sum(visible(work.text) for work in works) if broken else 0
    if sum(map(len, broken)) * 100 > total or any(found in "锟斤拷烫烫烫" for found in broken):
        yield f"有 {len(broken)} 处像是乱码（例如「{broken[0]}」）；请核对原文，或换一份重新加"
    for work in works:
        if len(work.text) < _UNENDED:
            continue
        longest, number = max((end - start, n) for n, (start, end) in enumerate(work.paragraphs, 1))
        if longest >= _UNENDED and not _ENDS.search(work.text):
            yield f"《{work.title}》{visible(work.text):,} 字里没有一个句末标点；引文会在逗号处断开"
        if longest > _GIANT and longest * 2 > visible(work.text):
            yield f"《{work.title}》第 {number} 段有 {longest:,} 字；可能丢了换行，请核对原文"


def _mojibake(text: str) -> Iterator[str]:
    """As `_MOJIBAKE.findall(text)`."""
    if not any(map(text.__contains__, _SPOILT)):
        return
    end = 0
    for begin in _BEGINS_SPOILT.finditer(text):
        if begin.start() >= end and (found := _MOJIBAKE.match(text, begin.start())):
            end = found.end()
            yield found.group()


def visible(text: str) -> int:
    """Characters that are no white space."""
    return sum(map(len, text.split()))


def _name(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
