"""Texts of decisions: one spelling of each word, and no text that costs much time."""

from uuid import uuid4

import pytest
from pydantic import ValidationError

from bsm_domain.agreement.text_body import Paragraph, TextBody


def paragraph(text: str) -> Paragraph:
    return Paragraph.model_validate({"id": uuid4(), "text": text})


def test_the_same_word_is_stored_in_one_spelling():
    assert paragraph("re\u0301sume\u0301").text == "r\u00e9sum\u00e9"
    assert paragraph("a" + "\u0323" * 30).text.startswith("\u1ea1")


def test_a_letter_with_very_many_marks_is_refused():
    with pytest.raises(ValidationError, match="before place 33 has more than 30"):
        paragraph("ba" + "\u0301\u0323" * 2_000_000)


def test_e34_the_largest_text_is_accepted():
    paragraphs = tuple(paragraph("x" * 125) for _ in range(400))
    text = TextBody(title="Maps", paragraphs=paragraphs)
    assert sum(len(one.text) for one in text.paragraphs) == TextBody.MAX_LENGTH
