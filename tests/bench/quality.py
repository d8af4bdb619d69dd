"""How good the answers are, beside a naive bot: `python -m tests.bench.quality TASK_DIR…`.

Only test questions are asked. Every text becomes a file in a documents folder, and every question goes the
way of `chuchu ask`; told@1 is Recall@1 where "not found" is a miss. Of three quotations, `shown` are those
that people see who say no number, and Excerpt@shown is whether one of these has the answer. Questions that do
not belong are those of the other task. Intervals are Wilson's, for MRR a bootstrap's (95%).
"""

from __future__ import annotations

import argparse
import math
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import thread_time

import numpy as np

from tests.bench.tasks import Query, Task, Text, collection_of, document_id, holds_answer

CHARACTERS = 120
EXCERPTS = 3
DEEP = 10
ON_LOAN = 1000
"""Questions of the other task that are asked."""

Asked = Callable[[str, int], tuple[list[tuple[str, str]], bool, int]]
"""A question and how many quotations ▶ (text id, quotation), best first; whether it counts as found; and how
many of them people see.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question."""

    rank: int
    first: bool
    any: bool
    any_shown: bool
    shown: int
    found: bool
    milliseconds: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, help="only so many questions of each task")
    parser.add_argument("--traditional", action="store_true", help="questions in traditional script")
    parser.add_argument("--alone", action="store_true", help="without the naive bot")
    told = parser.parse_args()
    tasks = [Task.load(directory, "test") for directory in told.tasks]
    asked = {task.name: _asked(task.queries[: told.limit], told.traditional) for task in tasks}
    _say(_HEAD)
    for task in tasks:
        strangers = [query for other in tasks if other is not task for query in asked[other.name]]
        for name, bot in (("chuchu", _chuchu), ("rank-bm25 + jieba", _naive))[: 1 if told.alone else 2]:
            with tempfile.TemporaryDirectory() as directory:
                ask = bot(task.texts, Path(directory))
                outcomes = [_outcome(ask, query) for query in asked[task.name]]
                false = [ask(query.text, EXCERPTS)[1] for query in strangers[:ON_LOAN]]
            _say(_row(task, name, outcomes, false))


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


_COLUMNS = (
    "task", "bot", "Recall@1", "told@1", "Recall@5", "MRR@10",
    "Excerpt@1", "Excerpt@3", "Excerpt@shown", "shown", "answered", "false", "ms",
)  # fmt: skip
_HEAD = f"| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}"


def _asked(queries: Sequence[Query], traditional: bool) -> list[Query]:
    if not traditional:
        return list(queries)
    from dataclasses import replace

    from opencc import OpenCC

    converter = OpenCC("s2twp")
    return [replace(query, text=converter.convert(query.text)) for query in queries]


def _chuchu(texts: Sequence[Text], directory: Path) -> Asked:
    collection = collection_of(texts, directory)

    def ask(question: str, limit: int) -> tuple[list[tuple[str, str]], bool, int]:
        answer = collection.ask(question, limit=limit, max_chars=CHARACTERS)
        quotations = answer.quotations or answer.near
        texts = [(document_id(q.citation.document), q.text) for q in quotations]
        return texts, answer.found, len(answer.brief.quotations or answer.brief.near)

    return ask


def _naive(texts: Sequence[Text], directory: Path) -> Asked:
    """The bot that the libraries' own introductions lead to: passages by score, and their best sentence."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    from rank_bm25 import BM25Okapi

    jieba.setLogLevel(60)
    jieba.dt.tmp_dir = str(directory)
    model = BM25Okapi([jieba.lcut(text.text) for text in texts])

    def ask(question: str, limit: int) -> tuple[list[tuple[str, str]], bool, int]:
        words = jieba.lcut(question)
        scores = model.get_scores(words)
        best = np.argsort(-scores)[:limit]
        excerpts = [_best_sentence(texts[i].text, set(words))[:CHARACTERS] for i in best]
        return [(texts[i].id, e) for i, e in zip(best, excerpts, strict=True)], bool(scores.max() > 0), limit

    return ask


def _best_sentence(text: str, words: set[str]) -> str:
    found = re.findall("[^。！？!?\n]+[。！？!?\n]*", text) or [text]
    best: str = max(found, key=lambda sentence: sum(word in sentence for word in words))
    return best


def _outcome(ask: Asked, query: Query) -> Outcome:
    started = thread_time()  # what is compiled beside the first questions is none of theirs
    quotations, found, shown = ask(query.text, EXCERPTS)
    spent = thread_time() - started
    deep, _, _ = ask(query.text, DEEP)
    texts = list(dict.fromkeys(text for text, _ in deep))
    ranks = [number for number, text in enumerate(texts, 1) if text in query.relevant]
    right = [text in query.relevant and holds_answer(excerpt, query.answers) for text, excerpt in quotations]
    return Outcome(
        rank=ranks[0] if ranks else 0,
        first=any(right[:1]),
        any=any(right),
        any_shown=any(right[:shown]),
        shown=shown,
        found=found,
        milliseconds=spent * 1000,
    )


def _row(task: Task, bot: str, outcomes: Sequence[Outcome], false: Sequence[bool]) -> str:
    reciprocal = [1 / o.rank if 0 < o.rank <= DEEP else 0.0 for o in outcomes]
    cells = [
        task.name,
        bot,
        _share(o.rank == 1 for o in outcomes),
        _share(o.rank == 1 and o.found for o in outcomes),
        _share(0 < o.rank <= 5 for o in outcomes),
        _mean(reciprocal),
        _share(o.first for o in outcomes),
        _share(o.any for o in outcomes),
        _share(o.any_shown for o in outcomes),
        f"{np.mean([o.shown for o in outcomes]):.1f}",
        _share(o.found for o in outcomes),
        _share(false) if false else "–",
        f"{np.mean([o.milliseconds for o in outcomes]):.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def _share(right: Iterable[bool]) -> str:
    """A share in per cent with Wilson's interval."""
    held = list(right)
    count, share, z = len(held), sum(held) / len(held), 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count**2)) / (1 + z * z / count)
    return f"{100 * share:.1f} ({100 * max(middle - half, 0):.1f}–{100 * min(middle + half, 1):.1f})"


def _mean(values: Sequence[float]) -> str:
    """A mean with its bootstrap interval."""
    drawn = np.random.default_rng(0).choice(np.array(values), (1000, len(values))).mean(axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{100 * np.mean(values):.1f} ({100 * low:.1f}–{100 * high:.1f})"


if __name__ == "__main__":
    main()
