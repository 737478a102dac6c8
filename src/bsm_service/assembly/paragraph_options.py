"""How the paragraphs of texts under negotiation are typed on the command line."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bsm_domain.agreement.text_body import Paragraph, TranslatedText
from bsm_domain.foundation.errors import InvalidValue
from bsm_service.agreement.typed_fields import ParagraphNumber, TypedText
from bsm_service.cli.option_values import read_text

PARAGRAPH_HELP: Mapping[Any, str] = {
    Paragraph: "With an empty line between paragraphs; a heading begins with '# ', a "
    "numbered paragraph with its number. Paragraphs that were in the text keep their "
    "IDs. Or JSON with the fields: id, kind, text.",
    TranslatedText: "The same paragraphs in the same order, with an empty line between "
    "them; '-' for one that is not translated. Or JSON with the fields: paragraph, "
    "text.",
}
# Texts under negotiation have brackets too: only a list of objects is JSON.
_BEGINS_JSON = re.compile(r"\s*(\[\s*)?\{")


def typed_paragraphs(value: str) -> Any:
    text = read_text(value)
    if _BEGINS_JSON.match(text):
        return parse_json(text)
    return TypedText(text)


def paragraph_number(value: str) -> Any:
    is_number = value.isascii() and value.isdecimal() and len(value) <= 6
    return ParagraphNumber(int(value)) if is_number else value


def parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise InvalidValue(
            f'{text[:60]!r} is not valid JSON; write it as {{"field": "value"}}'
        ) from None
