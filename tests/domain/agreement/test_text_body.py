"""Texts of decisions: one spelling of each word, and no text that costs much time."""

from uuid import uuid4

import pytest
from pydantic import ValidationError

from bsm_domain.agreement import drafting
from bsm_domain.agreement.text_body import Paragraph, TextBody, TranslatedText
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.free_text import AS_RECORDED
from decision_story import DecisionStory, metadata


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


def translated(story: DecisionStory, language: str, length: int) -> tuple[str, ...]:
    paragraph = story.state.body.paragraphs[0].id
    texts = [TranslatedText(paragraph=paragraph, text="x" * length)]
    return story.record(
        story.state.place_translation(
            metadata(1), version=1, language=language, title="Titre", texts=texts
        )
    )


def test_a_version_has_so_many_translations(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(drafting, "MAX_TRANSLATIONS", 2)
    story = DecisionStory()
    for language in ("fr", "de", "fr"):
        translated(story, language, 10)
    with pytest.raises(InvalidValue, match="at most 2 translations; replace one"):
        translated(story, "it", 10)


def test_a_translation_is_about_as_long_as_a_text(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(drafting, "MAX_TRANSLATED_LENGTH", 1_000)
    story = DecisionStory()
    translated(story, "fr", 1_000)
    with pytest.raises(InvalidValue, match=r"at most 1,000 characters \(now: 1,001"):
        translated(story, "fr", 1_001)


@pytest.mark.parametrize("invisible", ["\u200b", "\u2060", "\ufeff", "\u3164"])
def test_no_two_texts_look_the_same_and_differ(invisible: str):
    given = {"id": uuid4(), "text": f"Share{invisible} maps."}
    with pytest.raises(ValidationError, match="at place 6 cannot be seen"):
        Paragraph.model_validate(given)
    recorded = Paragraph.model_validate(given, context=AS_RECORDED)
    assert recorded.text == given["text"]


def test_letters_may_be_joined():
    assert paragraph("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645").text
