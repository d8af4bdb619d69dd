"""All ways to the best passages are one way, to the last bit."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from retrieval import building, generations, update
from retrieval.acceleration import Accelerator, accelerator
from retrieval.cutting import Cutter
from retrieval.folding import code_points
from retrieval.lists import Floats, Lists, Numbers, best
from retrieval.postings import Postings, arrays_of
from retrieval.scoring import Okapi
from retrieval.terms import Lexicon
from tests.retrieval.shelf import READING, RULES, TRADITIONAL, document

if TYPE_CHECKING:
    from retrieval.compiled import Compiled

SEEDS = st.integers(0, 1 << 32)


@pytest.fixture(scope="module")
def kernels(cache: Path) -> Iterator[Compiled]:
    """What a warm process has, where numba is installed; afterwards it is a cold one again."""
    pytest.importorskip("numba")
    compiled = accelerator.load(cache)
    assert compiled is not None
    yield compiled
    accelerator._compiled = None


def models(seed: int) -> list[Okapi]:
    """Two fields of the same passages, whose terms are as unevenly spread as words are."""
    rng = np.random.default_rng(seed)
    size = int(rng.choice([1, 30, 3000, 9000]))
    made = []
    for k1, b in ((0.9, 0.8), (1.5, 0.5)):
        lengths = rng.integers(1, 12, size)
        terms = rng.zipf(1.3, lengths.sum()).clip(1, 400).astype(np.uint64)
        passages = np.repeat(np.arange(size), lengths)
        made.append(Okapi(Postings.of(terms, passages, size), k1=k1, b=b))
    return made


def questions(seed: int, fields: list[Okapi]) -> list[Lists]:
    """Of one field and of both, with boosts, and with terms that stand nowhere or twice."""
    rng = np.random.default_rng(seed)
    asked = []
    for _ in range(6):
        terms = rng.zipf(1.2, rng.integers(1, 9)).clip(1, 450).astype(np.uint64)
        each = [field.lists(terms, rng.uniform(0.1, 2, len(terms))) for field in fields]
        asked += [each[0], Lists.joined(each, rng.uniform(0.1, 2, 2).tolist())]
    return asked


def assert_same(found: tuple[Numbers, Floats], lists: Lists, limit: int) -> None:
    """What was found is the beginning of all passages in order, score by score."""
    scores = lists.scores()
    expected = best(scores, limit)
    assert found[0].tolist() == expected.tolist()
    assert found[1].tolist() == scores[expected].tolist()


@given(SEEDS, st.sampled_from([1, 3, 10, 2000]))
@settings(deadline=None, max_examples=60)
def test_pruning_gives_what_the_plain_sum_gives(seed: int, limit: int) -> None:
    """With NumPy alone: the passages, their order, and every bit of their scores."""
    for lists in questions(seed, models(seed)):
        assert_same(lists.best(limit), lists, limit)
        if len(lists.places):
            candidates = lists._pruned(limit)
            chosen = best(lists.scores_of(candidates), limit)
            assert_same((candidates[chosen], lists.scores_of(candidates)[chosen]), lists, limit)


@given(seed=SEEDS, limit=st.sampled_from([1, 3, 10, 40]))
@settings(deadline=None, max_examples=100)
def test_compiled_kernels_give_what_the_plain_sum_gives(kernels: Compiled, seed: int, limit: int) -> None:
    """Every bit of it, too."""
    for lists in questions(seed, models(seed)):
        found = kernels.best(lists, limit)
        assert found is not None
        assert_same(found, lists, limit)
        some = np.arange(lists.size)[::-7]
        scores = kernels.scores_of(lists, some)
        assert scores is not None
        assert scores.tolist() == lists.scores()[some].tolist()
        narrow = lists.between(lists.size // 3, lists.size // 2)
        found = kernels.best(narrow, limit)
        assert found is not None
        assert_same(found, narrow, limit)


@given(SEEDS)
@settings(deadline=None, max_examples=40)
def test_some_passages_score_what_they_do_among_all(seed: int) -> None:
    """Looked up passage by passage, in any order, or between two bounds."""
    rng = np.random.default_rng(seed)
    for lists in questions(seed, models(seed)):
        scores = lists.scores()
        some = rng.integers(0, lists.size, 30)
        assert lists.scores_of(some).tolist() == scores[some].tolist()
        first, end = np.sort(rng.integers(0, lists.size + 1, 2)).tolist()
        inside = np.zeros(lists.size)
        inside[first:end] = scores[first:end]
        assert lists.between(first, end).scores().tolist() == inside.tolist()
        assert_same(lists.between(first, end).best(10), lists.between(first, end), 10)


def test_the_joined_sum_is_the_sum_of_the_fields() -> None:
    """Each field's scores with its weight, but for rounding."""
    fields = models(3)
    terms = np.array([1, 2, 3, 200], np.uint64)
    joined = Lists.joined([field.lists(terms) for field in fields], [1.0, 0.5])
    expected = fields[0].get_scores(terms) + 0.5 * fields[1].get_scores(terms)
    np.testing.assert_allclose(joined.scores(), expected, rtol=1e-12)


def test_only_passages_within_are_found() -> None:
    """Where a question is limited to a work."""
    lists = models(2)[0].lists(np.array([1, 2], np.uint64))
    within = np.arange(lists.size) % 2 == 1
    found, scores = lists.best(5, within)
    assert len(found) == min(5, np.count_nonzero(lists.scores() * within))
    assert within[found].all()
    assert scores.tolist() == lists.scores()[found].tolist()


def test_compiled_postings_are_those_of_numpy(kernels: Compiled, monkeypatch: pytest.MonkeyPatch) -> None:
    """Terms, codes, lengths, and their types; with passages that hold nothing, and nothing at all."""
    rng = np.random.default_rng(4)
    for size in (0, 1, 50, 3000):
        lengths = rng.integers(0, 40, size)
        passages = np.repeat(np.arange(size), lengths)
        keys = rng.zipf(1.3, len(passages)).clip(1, 1 << 62).astype(np.uint64)
        compiled = Postings.of(keys, passages, size)
        with monkeypatch.context() as patch:
            patch.setattr(accelerator, "_compiled", None)
            plain = Postings.of(keys, passages, size)
        for name in Postings.__slots__:
            ours, theirs = getattr(compiled, name), getattr(plain, name)
            assert (ours.dtype, ours.tolist()) == (theirs.dtype, theirs.tolist()), name


def split(seed: int) -> tuple[list[tuple[Postings, NDArray[np.int32]]], Postings]:
    """Three parts of a field with the new numbers of their passages, of which the last part loses some; and
    the whole, made at once."""
    rng = np.random.default_rng(seed)
    size, tokens = int(rng.integers(1, 60)), int(rng.integers(0, 400))
    keys = rng.integers(0, 30, tokens).astype(np.uint64)
    passages = np.sort(rng.integers(0, size, tokens))
    owners = rng.integers(0, 3, size)
    gone = (owners == 2) & (rng.random(size) < rng.choice([0.0, 0.3]))
    numbers = np.where(gone, -1, np.cumsum(~gone) - 1).astype(np.int32)
    parts = []
    for owner in range(3):
        own = owners == owner
        at = np.cumsum(own) - 1
        held = own[passages]
        parts.append((Postings.of(keys[held], at[passages[held]], int(own.sum())), numbers[own]))
    stays = ~gone[passages]
    return parts, Postings.of(keys[stays], numbers[passages[stays]], int((~gone).sum()))


@given(SEEDS)
@settings(deadline=None, max_examples=60)
def test_merging_gives_what_is_made_at_once(kernels: Compiled, seed: int) -> None:
    """With compiled code and without it: parts that interleave, and passages that go."""
    for compiled in (kernels, None):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(accelerator, "_compiled", compiled)
            parts, whole = split(seed)
            merged = Postings.merged(parts, len(whole.lengths))
        for name in Postings.__slots__:
            ours, theirs = getattr(merged, name), getattr(whole, name)
            assert (ours.dtype, ours.tolist()) == (theirs.dtype, theirs.tolist()), name


PASSAGES = st.lists(
    st.text(st.sampled_from("字典里的词語ab1２Ａ，。 \r圖書館𠮷\ud800-.5%一九七年のヶ"), max_size=40)
)


@given(PASSAGES)
@settings(deadline=None, max_examples=60)
def test_compiled_tokens_are_those_of_numpy(kernels: Compiled, cache: Path, passages: list[str]) -> None:
    """Words, pairs and headings of the same passages, whatever characters there are."""
    lengths = np.array([len(text) for text in passages], np.int64)
    text = code_points("".join(f"{text}\n" for text in passages))
    batch, lexicon = building.Batch(text, lengths, text, lengths), Lexicon(cache)
    made = []
    for compiled in (kernels, None):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(accelerator, "_compiled", compiled)
            made.append(arrays_of(building.cut(batch, lexicon)))
    for name, ours in made[0].items():
        assert (ours.dtype, ours.tolist()) == (made[1][name].dtype, made[1][name].tolist()), name


@given(seed=SEEDS)
@settings(deadline=None, max_examples=30)
def test_damaged_arrays_do_no_harm_to_the_process(kernels: Compiled, seed: int) -> None:
    """What was altered since an update looked gives wrong passages at worst: no memory is read beyond."""
    rng = np.random.default_rng(seed)
    for model in models(seed):
        held = model.postings
        damaged = replace(
            held,
            passages=rng.integers(-(1 << 31), 1 << 31, len(held.passages)).astype(np.int32),
            codes=rng.integers(0, 1 << 16, len(held.codes)).astype(np.uint16),
        )
        kernels.best(Okapi(damaged).lists(held.keys[:7]), 10)


def test_no_question_waits_for_a_compiler(
    kernels: Compiled, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """All is compiled when kernels are loaded: for arrays mapped or made, for one field and for three."""
    from retrieval import kernels as of_lists
    from retrieval import posting_kernels as of_terms
    from retrieval import text_kernels as of_texts

    directory = tmp_path_factory.mktemp("mapped")
    made = models(8)[0]
    with generations.writing(directory):
        arrays = {name: getattr(made.postings, name) for name in Postings.__slots__}
        mapped = Okapi(Postings(**generations.write(directory, arrays.items(), {}).arrays))
    terms = np.array([1, 2, 3], np.uint64)
    three = Lists.joined([field.lists(terms) for field in (made, mapped, made)], [1.0, 0.5, 0.25])
    for lists in (made.lists(terms), mapped.lists(terms), three, three.between(0, 2)):
        kernels.best(lists, 3)
        kernels.scores_of(lists, np.arange(3, dtype=np.int32))
    for _ in range(2):
        Cutter.load(cache, ["两个确立"]).lengths("两个确立的A股3.5%")
    bodies, headings = code_points("读书会\n二楼\n"), code_points("一\n\n")
    building.cut(building.Batch(bodies, np.array([3, 2]), headings, np.array([1, 0])), Lexicon(cache))
    called: list[Any] = [of_lists.best, of_lists.sums]
    called += [of_terms.told_apart, of_terms.united, of_terms.occurring, of_terms.coded]
    called += [of_texts.singles, of_texts.cut]
    assert [len(kernel.signatures) for kernel in called] == [1] * len(called)


def test_a_cache_that_cannot_be_used_is_done_without(tmp_path: Path) -> None:
    """Questions are answered more slowly, and nobody hears of it."""
    pytest.importorskip("numba")
    (tmp_path / "file").write_text("")
    child = f"""
        from pathlib import Path
        from retrieval.acceleration import accelerator
        print(accelerator.load(Path({str(tmp_path / "file" / "cache")!r})))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(child)], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "None"), done.stderr


def test_threads_get_the_same_answers(kernels: Compiled) -> None:
    """Kernels keep nothing between questions, and hold no lock while they work."""
    asked = questions(5, models(5))
    expected = [lists.best(10) for lists in asked]
    wrong: list[int] = []

    def ask() -> None:
        for _ in range(50):
            for lists, (found, scores) in zip(asked, expected, strict=True):
                again = kernels.best(lists, 10)
                if again is None or (again[0] != found).any() or (again[1] != scores).any():
                    wrong.append(1)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_short_life_loads_nothing(tmp_path: Path) -> None:
    """Kernels come only with many questions, and only when it is said where they may be kept."""
    young = Accelerator()
    assert all(young.kernels is None for _ in range(1000))
    young.keep_in(tmp_path)
    assert young.kernels is None
    assert young.loaded is None
    assert list(tmp_path.iterdir()) == []


def test_regression_a_build_waited_for_the_compiler_after_an_upgrade(tmp_path: Path) -> None:
    """What was compiled from sources that are older than today's has to be compiled again."""
    made = tmp_path / "retrieval" / "posting_kernels.weave-1.py311.nbi"
    assert not accelerator.is_compiled(tmp_path)
    made.parent.mkdir()
    made.touch()
    assert accelerator.is_compiled(tmp_path)
    os.utime(made, (0, 0))
    assert not accelerator.is_compiled(tmp_path)


def test_compiled_cuts_are_those_of_numpy(
    kernels: Compiled, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which are jieba's own, by the tests of cutting; here on texts long enough for every branch."""
    rng = np.random.default_rng(1)
    characters = list(
        "的一是在不了有和人这中大为上个国我以要他时来用们生到龘靐㐀𠮷々〇AB12.5%+#&_- \r\n，。é研究生命起源"
    )
    texts = ["".join(rng.choice(characters, rng.integers(0, 300))) for _ in range(300)]
    cutter = Cutter.load(cache, ["两个确立"])
    compiled = [cutter.lengths(text).tolist() for text in texts]
    monkeypatch.setattr(accelerator, "_compiled", None)
    assert compiled == [cutter.lengths(text).tolist() for text in texts]


def test_compiled_code_that_comes_amid_a_build_leaves_no_trace(
    kernels: Compiled, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first batches are cut by NumPy, what comes later and the merging is compiled: one index."""
    documents = [document(f"{number:03}", READING, RULES, TRADITIONAL) for number in range(60)]
    monkeypatch.setattr(accelerator, "_compiled", None)
    update(tmp_path / "one", cache=cache, add=documents)
    assert accelerator.loaded is None
    for name, small in (("_SHELVED", 1000), ("_BATCH", 100), ("_LOADED", 1500)):
        monkeypatch.setattr(building, name, small)
    update(tmp_path / "two", cache=cache, add=documents)
    assert accelerator.loaded is not None
    one, two = (generations.opened(tmp_path / name, check=True).arrays for name in ("one", "two"))
    for name, array in one.items():
        assert (array.dtype, array.tolist()) == (two[name].dtype, two[name].tolist()), name
