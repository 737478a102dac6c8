"""The sentence of a text that was made unreadable."""

from bsm_domain.privacy.redaction import TextRedacted
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    SubjectSentences,
    reason_words,
)


def _redaction_subject(_: TextRedacted, __: EarlierFacts) -> StreamSubject:
    return StreamSubject()


PRIVACY_SENTENCES = SubjectSentences(
    sentences={
        TextRedacted: FactSentence("A text was erased: {reason}", reason_words),
    },
    first_facts={TextRedacted: _redaction_subject},
)
