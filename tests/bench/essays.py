"""How long it takes to check a whole essay, and to trace a word, in a very large collection.

`python -m tests.bench.essays TASK [PASSAGES]`: a million passages are put together from the clauses of a
task's texts, so that words and pairs are as frequent as in real ones; essays of 5,000 characters quote them
as they stand, with a slip each, and quote what stands nowhere. Times are of this process, the best of three.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from corpus import Document, Passage, Work
from retrieval import Index, update
from tests.bench.tasks import Task

_WORK = 100
_AT_ONCE = 1_000
_ESSAY = 5_000


def documents(clauses: list[str], passages: int, dice: random.Random) -> Iterator[Document]:
    """Works of a hundred passages, of three clauses each."""
    for number in range(passages // _WORK):
        lines = ["，".join(dice.choices(clauses, k=3)) + "。" for _ in range(_WORK)]
        spans, start = [], 0
        for line in lines:
            spans.append((start, start + len(line)))
            start += len(line) + 1
        held = tuple(Passage(f"{number}-{at}", *span, (), at + 1) for at, span in enumerate(spans))
        work = Work(f"书{number}", "\n".join(lines), tuple(spans), (), held)
        yield Document(f"{number:06}.txt", "text", "utf-8", str(number), start, 0, (work,))


def essay(kind: str, index: Index, clauses: list[str], passages: int, dice: random.Random) -> str:
    """Some 5,000 characters of quotations of that kind."""
    text = ""
    while len(text) < _ESSAY:
        if kind == "strange":
            quoted = "，".join(dice.choices(clauses, k=dice.choice((4, 6))))
        else:
            found = index.passage(f"{dice.randrange(passages // _WORK)}-{dice.randrange(_WORK)}")
            assert found is not None
            quoted = found.text[: dice.choice((12, 30, 80))]
            at = dice.randrange(len(quoted))
            quoted = quoted if kind == "true" else f"{quoted[:at]}错{quoted[at + 1 :]}"
        text += f"他说“{quoted}”。"
    return text[:_ESSAY]


def main(task: Path, passages: int) -> None:
    """Build, measure, and print."""
    dice = random.Random(1)
    texts = [text.text for text in Task.load(task, "test").texts]
    clauses = [one for text in texts for one in text.replace("。", "，").split("，") if 4 < len(one) < 40]
    clauses = [one for one in clauses if not set(one) & set("“”「」『』\n")]
    with tempfile.TemporaryDirectory() as folder:
        made, fresh, started = list[Document](), True, time.perf_counter()
        for document in documents(clauses, passages, dice):
            made.append(document)
            if len(made) == _AT_ONCE:
                update(Path(folder), cache=Path(folder), add=made, fresh=fresh)
                made, fresh = [], False
        if made:
            update(Path(folder), cache=Path(folder), add=made, fresh=fresh)
        index = Index.open(Path(folder), cache=Path(folder))
        _say(f"{len(index):,} passages in {time.perf_counter() - started:.0f} s")
        index.check("“先把表读进来”")
        for kind in ("true", "with a slip", "strange"):
            text = essay(kind, index, clauses, passages, dice)
            spans = len(index.check(text).spans)
            _timed(f"an essay of {spans} quotations, {kind}", partial(index.check, text))
        for word in ("发展", "的", "人民共和国"):
            count = index.trace(word).count
            _timed(f"{word}, {count:,} places", partial(index.trace, word))


def _timed(what: str, run: Callable[[], object]) -> None:
    wall, cpu = [], []
    for _ in range(3):
        began, spent = time.perf_counter(), time.process_time()
        run()
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - spent)
    _say(f"{what}: {min(wall):.3f} s, of processor time {min(cpu):.3f} s")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
