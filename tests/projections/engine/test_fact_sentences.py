"""How words are put into a sentence: articles, possessives, a capital at its start."""

import pytest

from bsm_projections.engine.fact_sentences import (
    FactSentence,
    SubjectSentences,
    format_author,
    format_delegations,
)

NAMES = {"AT": "Austria", "NL": "Netherlands", "US": "United States", "DE": "Germany"}
SUBJECT = SubjectSentences(
    sentences={},
    first_facts={},
    formats={
        "owner": format_delegations,
        "partners": format_delegations,
        "by": format_author,
    },
)


@pytest.mark.parametrize(
    ("template", "words", "sentence"),
    [
        ("{owner} accepted it.", {"owner": "NL"}, "The Netherlands accepted it."),
        ("It belongs to {owner}.", {"owner": "NL"}, "It belongs to the Netherlands."),
        ("{owner's} seat.", {"owner": "AT"}, "Austria's seat."),
        ("{owner's} seat.", {"owner": "US"}, "The United States' seat."),
        (
            "Changed to {partners}.",
            {"partners": ["AT", "NL", "DE"]},
            "Changed to Austria, the Netherlands and Germany.",
        ),
        ("Changed to {partners}.", {"partners": []}, "Changed to none."),
        ("{by} commented.", {"by": "secretariat"}, "The secretariat commented."),
    ],
)
def test_words_are_put_into_sentences(
    template: str, words: dict[str, object], sentence: str
) -> None:
    assert SUBJECT.fill(FactSentence(template), words, NAMES.__getitem__) == sentence
