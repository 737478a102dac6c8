import pytest
from examples import ACTIVITY, KEY, METADATA, header

from bsm_domain.foundation.free_text import plain_text
from bsm_domain.privacy.redaction import Redaction, TextRedacted, redaction_id_of

REDACTED = TextRedacted(
    **header(1, redaction_id_of(KEY)),
    key=KEY,
    stream_id=ACTIVITY,
    stream_version=4,
    field="note",
    reason=plain_text("a name stood in it"),
)


def test_a_redaction_names_the_text_by_its_key():
    assert (
        Redaction.redact(
            METADATA,
            key=KEY,
            stream_id=ACTIVITY,
            stream_version=4,
            field="note",
            reason=plain_text("a name stood in it"),
        )
        == REDACTED
    )


def test_the_same_text_leads_to_the_same_redaction():
    assert redaction_id_of(KEY) == redaction_id_of(KEY)
    assert redaction_id_of(KEY) != redaction_id_of(ACTIVITY)


def test_a_text_is_redacted_only_once():
    redaction = Redaction.replay(None, [REDACTED])

    assert redaction == Redaction(redaction_id_of(KEY), 1)
    with pytest.raises(AssertionError):
        redaction.evolve(REDACTED)
