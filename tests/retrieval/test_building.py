"""Whatever the way to it, an index of the same documents is the same index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Document, Passage, Work
from retrieval import Index, IndexDamaged, building, update
from retrieval.generations import opened
from retrieval.postings import Postings
from retrieval.terms import Lexicon
from tests.retrieval.shelf import READING, RULES, TRADITIONAL, code, document, index_of, shelf

TEXTS = st.text(st.sampled_from("读书会图書館二楼会员ab1一九七年，。\n 𠮷\ud800"), max_size=30)
DOCUMENTS = st.builds(
    lambda name, texts: document(name, *texts), st.sampled_from("abcdef"), st.lists(TEXTS, max_size=3)
)
CHANGES = st.lists(
    st.tuples(st.lists(DOCUMENTS, max_size=3), st.lists(st.sampled_from("abcdef"), max_size=2)), max_size=4
)


def contents(directory: Path) -> dict[str, tuple[str, list[object]]]:
    """All arrays of the current generation, with their types."""
    arrays = opened(directory, check=True).arrays
    return {name: (array.dtype.str, array.tolist()) for name, array in arrays.items()}


@given(CHANGES)
@settings(deadline=None, max_examples=40)
def test_an_index_that_grew_is_the_index_built_at_once(
    cache: Path, changes: list[tuple[list[Document], list[str]]]
) -> None:
    """Documents come, change and go, and leave no trace beyond those that are there at the end.

    But for the codes of their former passages.
    """
    kept: dict[str, Document] = {}
    with TemporaryDirectory() as grown, TemporaryDirectory() as built:
        for add, remove in changes:
            update(Path(grown), cache=cache, add=add, remove=remove)
            kept = {name: known for name, known in kept.items() if name not in remove}
            kept |= {new.name: new for new in add}
        update(Path(grown), cache=cache)
        update(Path(built), cache=cache, add=kept.values())
        for name, (_, content) in contents(Path(grown)).items():
            if "former" not in name:
                assert content == contents(Path(built))[name][1], name
        documents = Index.open(Path(grown), cache=cache).documents
        assert list(documents) == sorted(kept.values(), key=lambda document: document.name)


def test_documents_come_back_whole(index: Index) -> None:
    """Outlines, paragraphs, passages and receipts are what went in, in the order of names."""
    assert list(index.documents) == sorted(shelf(), key=lambda document: document.name)
    assert [receipt.works for receipt in index.receipts] == [(), (), ()]
    assert index.receipts[0].error == "cannot be read"


def test_unchanged_documents_are_not_cut_again(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Adding a document to a collection costs what that document costs."""
    update(tmp_path, cache=cache, add=shelf())
    heard: list[tuple[int, int]] = []
    update(
        tmp_path, cache=cache, add=[document("new", "新来的一篇。")], progress=lambda *now: heard.append(now)
    )
    assert [done for done, _ in heard][:2] == [0, 6]
    assert heard[-1][0] == heard[-1][1] < 6 + sum(len(text) for text in (READING, RULES, TRADITIONAL))


def test_nothing_to_do_is_not_done(tmp_path: Path, cache: Path) -> None:
    """No generation is written for nothing."""
    assert update(tmp_path, cache=cache, add=shelf())
    name = opened(tmp_path).name
    assert not update(tmp_path, cache=cache, remove=["never there"])
    assert opened(tmp_path).name == name


def test_new_words_are_applied_to_what_was_there(tmp_path: Path, cache: Path) -> None:
    """Without the documents being read again; and a question is cut as they are."""
    documents = [document("a", "深刻领悟两个确立的决定性意义。")]
    update(tmp_path, cache=cache, add=documents)
    without = contents(tmp_path)
    assert update(tmp_path, cache=cache, words=["两个确立"])
    assert contents(tmp_path)["words.keys"] != without["words.keys"]
    assert contents(tmp_path)["grams.keys"] == without["grams.keys"]
    assert Index.open(tmp_path, cache=cache).search("什么是两个确立").found
    assert update(tmp_path, cache=cache)
    assert contents(tmp_path) == without


def test_an_index_cut_by_other_rules_says_so(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is cut again by the next update, from the stored texts."""
    with monkeypatch.context() as earlier:
        earlier.setattr(building, "FOLDING", "of last year")
        update(tmp_path, cache=cache, add=shelf())
        assert not Index.open(tmp_path, cache=cache).is_outdated
    assert Index.open(tmp_path, cache=cache).is_outdated
    assert update(tmp_path, cache=cache)
    assert not Index.open(tmp_path, cache=cache).is_outdated
    assert not update(tmp_path, cache=cache)


def test_fresh_forgets_what_stood(tmp_path: Path, cache: Path) -> None:
    """Also where it is damaged; an update that is not fresh refuses to build on damage."""
    update(tmp_path, cache=cache, add=shelf())
    data = tmp_path / opened(tmp_path).name / "data"
    data.write_bytes(data.read_bytes()[:-30])
    with pytest.raises(IndexDamaged):
        update(tmp_path, cache=cache, add=[document("a", RULES)])
    update(tmp_path, cache=cache, add=[document("a", RULES)], fresh=True)
    assert [receipt.name for receipt in Index.open(tmp_path, cache=cache).receipts] == ["a"]


def test_batches_give_what_one_gives(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large inputs are cut in several pieces, side by side, to the same index."""
    documents = [document(f"{number:03}", READING, RULES, TRADITIONAL) for number in range(60)]
    update(tmp_path / "one", cache=cache, add=documents)
    monkeypatch.setattr(building, "_BATCH", 1000)
    heard: list[int] = []
    update(tmp_path / "two", cache=cache, add=documents, progress=lambda done, total: heard.append(done))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(heard) > 3
    assert heard == sorted(heard)


@pytest.mark.parametrize("again", [False, True])
def test_the_order_in_which_documents_come_leaves_no_trace(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    """Nor does a name that comes twice: the last counts, in an index that is new and in one that grows."""
    documents = [document(f"{number:03}", READING, RULES[: number + 2]) for number in range(9)]
    update(tmp_path / "once", cache=cache, add=documents)
    monkeypatch.setattr(building, "_SHELVED", 1)
    if again:
        update(tmp_path / "many", cache=cache, add=[documents[4]])
    other = [document("003", TRADITIONAL), *reversed(documents)]
    update(tmp_path / "many", cache=cache, add=other)
    found, expected = contents(tmp_path / "many"), contents(tmp_path / "once")
    assert {name for name in expected if found[name] != expected[name]} <= {"former", "document_former"}


def test_documents_are_cut_while_others_are_on_their_way(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first are through before the last is there, and progress begins with what is done by then."""
    made: list[int] = []
    heard: list[tuple[int, int]] = []
    monkeypatch.setattr(building, "_SHELVED", 1)
    monkeypatch.setattr(building, "_UNDER_WAY", 0)
    real = building.cut

    def cut(batch: building.Batch, lexicon: Lexicon) -> dict[str, Postings]:
        made.append(1)
        return real(batch, lexicon)

    def coming() -> Iterator[Document]:
        for number in range(9):
            assert len(made) == number
            yield document(f"{number:03}", READING)

    monkeypatch.setattr(building, "cut", cut)
    update(tmp_path, cache=cache, add=coming(), progress=lambda *now: heard.append(now))
    assert heard[:2] == [(0, heard[0][1]), (9 * len(READING), heard[0][1])]
    assert heard[-1][0] == heard[-1][1]


def test_a_passage_outside_its_work_is_refused(tmp_path: Path, cache: Path) -> None:
    """Offsets that point nowhere never get into an index."""
    work = Work("题", "短", ((0, 1),), (), (Passage("x", 0, 5, (), 1),))
    with pytest.raises(ValueError, match="does not stand in"):
        index_of(tmp_path, [Document("a", "text", None, "", 0, 0, (work,))], cache)


def test_codes_find_their_passages(index: Index) -> None:
    """With neighbours in the same work; an unknown code finds none."""
    found = index.passage(code("guide.txt", 1))
    assert found is not None
    assert (found.text, found.citation.work, found.citation.section) == (RULES, "读书会指南", ("第二",))
    assert (found.previous, found.following) == (code("guide.txt", 0), None)
    for unknown in ("", "x", "zzzzzz-9", "出处" * 50, "\0", "\ud800"):
        assert index.passage(unknown) is None
