"""How two texts are compared, and how much work that may be."""

from uuid import UUID

import pytest

from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_projections.agreement import text_comparison
from bsm_projections.agreement.text_comparison import (
    Change,
    Run,
    compare_texts,
    compare_words,
)


def body(*texts: str) -> TextBody:
    paragraphs = tuple(
        Paragraph(id=UUID(int=number), text=text)
        for number, text in enumerate(texts, start=1)
    )
    return TextBody(title="Contact points", paragraphs=paragraphs)


def rebuilt(runs: tuple[Run, ...]) -> tuple[str, str]:
    before = [run.text for run in runs if run.change is not Change.INSERTED]
    after = [run.text for run in runs if run.change is not Change.DELETED]
    return "".join(before), "".join(after)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("Name a contact point.", "Name one contact point.", "equal"),
        ("a " * 1_000, "a b " * 500, "replaced"),
        ("." * 1_000, ".," * 500, "replaced"),
        ("a b " * 1_000, "a " * 1_001, "replaced"),
    ],
    ids=["prose", "few words", "punctuation", "very many words"],
)
def test_compared_words_can_be_put_together_again(
    before: str, after: str, changes: str
):
    runs = compare_words(before, after)
    assert rebuilt(runs) == (before, after)
    assert any(run.change is Change.EQUAL for run in runs) is (changes == "equal")


def test_what_takes_too_much_work_is_shown_as_replaced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(text_comparison, "_MOST_PAIRS", 60)
    monkeypatch.setattr(text_comparison, "_MOST_PAIRS_OF_TEXT", 60)
    prose = "Name a contact point for each of your border posts by June"
    before = ["a " * 40, *[prose] * 10]
    after = ["a b " * 20, *[prose.replace("contact", "liaison")] * 10]

    compared = compare_texts(body(*before), body(*after)).paragraphs

    is_whole = [len(paragraph.runs) == 2 for paragraph in compared]
    assert is_whole[0], "too much by itself"
    assert not is_whole[1], "there is work left for others"
    assert is_whole[-1], "together they take too much"
