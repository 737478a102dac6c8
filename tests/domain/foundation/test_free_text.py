from uuid import UUID

import pytest
from pydantic import TypeAdapter, ValidationError

from bsm_domain.foundation.free_text import (
    AS_RECORDED,
    CommentText,
    FreeText,
    LongText,
    OneLineText,
    ReasonText,
    SealedText,
    plain_text,
)

LIMITS = [
    (OneLineText, 300),
    (ReasonText, 2_000),
    (CommentText, 5_000),
    (LongText, 50_000),
]


@pytest.mark.parametrize(("kind", "longest"), LIMITS)
def test_a_text_is_as_long_as_its_kind_allows(kind: object, longest: int):
    allowed = TypeAdapter(kind)

    assert allowed.validate_python("ü" * longest) == "ü" * longest
    with pytest.raises(ValidationError, match=f"at most {longest} characters"):
        allowed.validate_python("ü" * (longest + 1))


@pytest.mark.parametrize(("kind", "longest"), LIMITS)
def test_a_text_says_something(kind: object, longest: int):
    with pytest.raises(ValidationError, match="at least 1 character"):
        TypeAdapter(kind).validate_python("\n   \t")


@pytest.mark.parametrize(
    "hidden", ["\x00", "\x1b[2J", "\x7f", "\x80", "\u202e", "\u2066"]
)
def test_what_hides_on_screen_is_refused_and_named(hidden: str):
    with pytest.raises(ValidationError, match=r"the character U\+[0-9A-F]{4} at place"):
        TypeAdapter(OneLineText).validate_python(f"a{hidden}b")


@pytest.mark.parametrize("kind", [ReasonText, CommentText, LongText])
@pytest.mark.parametrize("broken", ["\r\n", "\r", "\v", "\u2028", "\u2029"])
def test_every_kind_of_line_break_is_one_line_break(kind: object, broken: str):
    read = TypeAdapter(kind).validate_python

    assert read(f"first{broken}second{broken}{broken}third") == "first\nsecond\n\nthird"
    with pytest.raises(ValidationError, match="at least 1 character"):
        read(broken)


def test_a_line_break_of_windows_counts_once_towards_the_limit():
    assert len(TypeAdapter(ReasonText).validate_python("a\r\n" * 999 + "ab")) == 2_000


@pytest.mark.parametrize(
    "broken", ["\n", "\r\n", "\r", "\v", "\x85", "\x1c", "\u2028", "\t"]
)
def test_a_line_is_one_line(broken: str):
    with pytest.raises(ValidationError, match="it must be one line without tabs"):
        TypeAdapter(OneLineText).validate_python(f"first{broken}second")


def test_a_line_on_record_may_be_older_than_the_rule():
    read = TypeAdapter(OneLineText).validate_python

    assert read("first\nsecond\tthird", context=AS_RECORDED) == "first\nsecond\tthird"


def test_lines_tabs_and_every_script_are_welcome():
    text = "Грани́ца\tÉtat\n国境 🛂"

    assert TypeAdapter(ReasonText).validate_python(text) == text


def test_free_text_is_plain_or_sealed():
    read = TypeAdapter(FreeText).validate_python
    sealed = SealedText(key=UUID(int=1), nonce="bm9uY2U=", ciphertext="c2VhbGVk")

    assert read({"kind": "plain", "text": "said"}) == plain_text("said")
    assert read(sealed.model_dump()) == sealed
    with pytest.raises(ValidationError, match="kind"):
        read({"kind": "written on the wall", "text": "said"})
