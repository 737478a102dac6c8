"""The body of a text from what somebody typed into a form."""

from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from bsm_domain.agreement.text_body import LinkedActivity, TextBody
from bsm_domain.foundation.errors import InvalidValue
from bsm_service.agreement.typed_text import TEXT
from dashboard.agreement.forms import drafting_texts
from dashboard.forms import texts


def text_body(
    title: str,
    paragraphs: Sequence[Mapping[str, object]],
    activities: Sequence[LinkedActivity] = (),
) -> TextBody:
    """Raises InvalidValue, which names the paragraph that is wrong."""
    try:
        return TextBody.model_validate(
            {"title": title, "paragraphs": paragraphs, "activities": activities}
        )
    except ValidationError as error:
        details = error.errors(include_url=False)[0]
        place = details["loc"]
        sentence = texts.error_text(details)
        if place[:1] == ("title",):
            raise InvalidValue(sentence, field="body.title") from None
        if place[:1] == ("paragraphs",) and len(place) > 1:
            sentence = drafting_texts.in_paragraph(int(place[1]) + 1, sentence)
        raise InvalidValue(sentence, field=TEXT) from None
