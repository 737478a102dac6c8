"""Comparison of two versions: nothing of either is lost, and nothing is made up."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsm_domain.agreement.text_body import Paragraph, ParagraphKind, TextBody
from bsm_projections.agreement.text_comparison import (
    Change,
    Run,
    compare_texts,
    compare_words,
)

WORDS = st.lists(
    st.sampled_from(["the", "States", "share", "maps", ",", ".", "  ", "é", "1."]),
    min_size=1,
    max_size=30,
).map(" ".join)
PARAGRAPHS = st.dictionaries(st.integers(1, 12), WORDS, min_size=1, max_size=12)
KEPT_IN_ORDER = (Change.EQUAL, Change.CHANGED, Change.DELETED)


def text(words: dict[int, str], order: list[int] | None = None) -> TextBody:
    paragraphs = tuple(
        Paragraph(id=UUID(int=number), text=f"x{words[number]}")
        for number in (order or [*words])
    )
    return TextBody(title="Maps", paragraphs=paragraphs)


def rebuilt(runs: tuple[Run, ...], left_out: Change) -> str:
    return "".join(run.text for run in runs if run.change is not left_out)


@given(before=WORDS, after=WORDS)
def test_both_texts_are_rebuilt_from_their_words(before: str, after: str):
    runs = compare_words(before, after)

    assert rebuilt(runs, Change.INSERTED) == before
    assert rebuilt(runs, Change.DELETED) == after


@given(first=PARAGRAPHS, second=PARAGRAPHS, data=st.data())
def test_no_paragraph_of_either_version_is_lost(
    first: dict[int, str], second: dict[int, str], data: st.DataObject
):
    before = text(first, data.draw(st.permutations([*first])))
    after = text(second, data.draw(st.permutations([*second])))
    compared = compare_texts(before, after).paragraphs

    later = [one.after for one in compared if one.after is not None]
    assert later == [*after.paragraphs]
    earlier = {one.before.id: one.before for one in compared if one.before is not None}
    assert earlier == {one.id: one for one in before.paragraphs}
    kept = [one.before for one in compared if one.change in KEPT_IN_ORDER]
    places = [before.paragraphs.index(one) for one in kept if one is not None]
    assert places == sorted(places)
    for one in compared:
        if one.runs and one.before is not None and one.after is not None:
            assert rebuilt(one.runs, Change.DELETED) == one.after.text
            assert rebuilt(one.runs, Change.INSERTED) == one.before.text


@given(first=PARAGRAPHS, second=PARAGRAPHS)
def test_the_other_way_round_what_was_new_was_deleted(
    first: dict[int, str], second: dict[int, str]
):
    there = compare_texts(text(first), text(second))
    back = compare_texts(text(second), text(first))

    assert there.count(Change.INSERTED) == back.count(Change.DELETED)
    assert there.count(Change.DELETED) == back.count(Change.INSERTED)
    assert there.count(Change.MOVED) == back.count(Change.MOVED)
    assert there.is_empty == back.is_empty


@given(words=PARAGRAPHS)
def test_of_equal_texts_nothing_changed(words: dict[int, str]):
    compared = compare_texts(text(words), text(words))

    assert compared.is_empty
    assert {one.change for one in compared.paragraphs} == {Change.EQUAL}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "name a contact point soon",
            "name a contact point by 30 June",
            [
                (Change.EQUAL, "name a contact point "),
                (Change.DELETED, "soon"),
                (Change.INSERTED, "by 30 June"),
            ],
        ),
        # Less than a third alike, it is replaced as a whole.
        (
            "alpha beta gamma delta",
            "one two three four",
            [
                (Change.DELETED, "alpha beta gamma delta"),
                (Change.INSERTED, "one two three four"),
            ],
        ),
        ("equal", "equal", [(Change.EQUAL, "equal")]),
    ],
)
def test_words_are_compared(
    before: str, after: str, expected: list[tuple[Change, str]]
):
    assert [(run.change, run.text) for run in compare_words(before, after)] == expected


def test_a_paragraph_that_moved_or_changed_its_kind_says_so():
    plain = text({1: "a", 2: "b", 3: "c"})
    heading = plain.paragraphs[2].model_copy(update={"kind": ParagraphKind.HEADING})
    changed = plain.model_copy(
        update={"paragraphs": (plain.paragraphs[1], plain.paragraphs[0], heading)}
    )
    compared = compare_texts(plain, changed)

    assert compared.count(Change.MOVED) == 1
    assert compared.count(Change.CHANGED) == 1
    assert not compared.is_empty
