"""From raw text to an index and to a first answer, beside what the libraries' own introductions lead to."""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from corpus import sentences
from tests.bench.tasks import Task

_NAIVE = """
    import json, sys, warnings
    warnings.simplefilter("ignore")
    import jieba, rank_bm25
    jieba.setLogLevel(60)
    jieba.dt.tmp_dir = sys.argv[2]
    texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
    model = rank_bm25.BM25Okapi([jieba.lcut(text) for text in texts])
    print(model.get_top_n(jieba.lcut(sys.argv[3]), texts, n=3))
"""
_CUT = """
    import json, sys, time, warnings
    from pathlib import Path
    warnings.simplefilter("ignore")
    from retrieval.acceleration import accelerator
    from retrieval.cutting import Cutter
    from retrieval.dictionary import tokenizer
    text = "\\n".join(json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8"))
    texts = [text[at : at + (1 << 18)] for at in range(0, len(text), 1 << 18)]  # as in a build
    cutter, jieba = Cutter.load(Path(sys.argv[2])), tokenizer()
    def spent(cut):
        cut("读书会")
        before = time.process_time()
        words = [length for text in texts for length in cut(text)]
        return time.process_time() - before, words
    theirs, words = spent(lambda text: map(len, jieba.cut(text)))
    numpy, ours = spent(lambda text: cutter.lengths(text).tolist())
    assert ours == words
    compiled = None
    if accelerator.load(Path(sys.argv[2])):
        compiled, ours = spent(lambda text: cutter.lengths(text).tolist())
        assert ours == words
    print(json.dumps([len(text), theirs, numpy, compiled]))
"""
_COMPILE = """
    import sys
    from pathlib import Path
    from retrieval.acceleration import accelerator
    accelerator.load(Path(sys.argv[1]))
"""
_TIMES = 10
_IN_A_FILE = 100


def pipeline(directory: Path) -> Iterator[str]:
    """The figures for a task, a line each; seconds by the clock / of CPU, in processes of their own."""
    task = Task.load(directory, "test")
    question = task.queries[0].text
    with tempfile.TemporaryDirectory() as home:
        data, naive = Path(home) / "data", [textwrap.dedent(_NAIVE), str(directory / "corpus.jsonl"), home]
        documents = data / "documents"
        documents.mkdir(parents=True)
        with (documents / f"{task.name}.md").open("w", encoding="utf-8") as file:
            file.writelines(text.markdown + "\n" for text in task.texts)
        ours = ["-m", "bot", "--data-dir", str(data)]
        _run([*ours, "ask", "--json", question])  # the tables of a new data directory
        built, asked = _run([*ours, "index", "--rebuild"]), _run([*ours, "ask", "--json", question])
        again = [_run([*ours, "ask", "--json", question]) for _ in range(4)]
        asked = min([asked, *again])
        theirs = _run(["-c", *naive, question])
        yield f"- raw text to index, {task.name}: {_told(built)}, jieba + rank-bm25 {_told(theirs, built)}"
        yield _grown(task, Path(home) / "grown", naive[0])
        yield f"- question to first answer, cold: {_told(asked)}, jieba + rank-bm25 {_told(theirs, asked)}"
        out = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(_CUT), str(directory / "corpus.jsonl"), home],
            check=True, capture_output=True,
        ).stdout  # fmt: skip
        length, jieba, numpy, compiled = json.loads(out)
        yield (
            f"- jieba's cuts, identical: jieba {length / jieba / 1e6:.2f} M characters a second, "
            + ", ".join(
                f"{name} {length / seconds / 1e6:.2f} (× {jieba / seconds:.1f})"
                for name, seconds in (("NumPy", numpy), ("compiled", compiled))
                if seconds
            )
        )


def _grown(task: Task, home: Path, naive: str) -> str:
    """The same for a library: the task's sentences in other orders, a hundred passages a file."""
    question = task.queries[0].text
    ours = ["-m", "bot", "--data-dir", str(home)]
    _run([*ours, "ask", "--json", question])  # the tables of a new data directory
    passages = list(_shuffled(task))
    (home / "documents").mkdir(exist_ok=True)
    (home / "corpus.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in passages), "utf-8")
    for at in range(0, len(passages), _IN_A_FILE):
        text = "\n".join([*passages[at : at + _IN_A_FILE], ""])
        (home / "documents" / f"{at:07}.txt").write_text(text, "utf-8")
    built = {"NumPy": _run([*ours, "index", "--rebuild"])}
    _run(["-c", textwrap.dedent(_COMPILE), str(home / "cache")])
    built["compiled"] = _run([*ours, "index", "--rebuild"])
    theirs = _run(["-c", naive, str(home / "corpus.jsonl"), str(home), question])
    told = ", ".join(
        f"{name} {_told(spent)} (× {theirs[0] / spent[0]:.1f} / {theirs[1] / spent[1]:.1f})"
        for name, spent in built.items()
    )
    return f"- its sentences as {len(passages):,} passages: {told}, jieba + rank-bm25 {_told(theirs)}"


def _shuffled(task: Task) -> Iterator[str]:
    """Texts as long as the task's own and several times as many, without chance in the making."""
    each = [[text.text[start:end] for start, end in sentences(text.text)] for text in task.texts]
    every = list(chain.from_iterable(each))
    order = random.Random(0)
    for _ in range(_TIMES):
        order.shuffle(every)
        following = iter(every)
        yield from ("".join(islice(following, len(some))) for some in each)


def _run(arguments: list[str]) -> tuple[float, float]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - started, cpu


def _told(spent: tuple[float, float], ours: tuple[float, float] | None = None) -> str:
    ratio = f" (× {spent[0] / ours[0]:.1f} / {spent[1] / ours[1]:.1f})" if ours else ""
    return f"{spent[0]:.2f} s / {spent[1]:.2f} s CPU{ratio}"
