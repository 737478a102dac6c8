"""Documents to print: A4, tagged for screen readers, with fonts of their own.

Texts come to a template as data, never as markup. The same data and time make the same
bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Semaphore
from typing import Any

import typst

# Only what comes with the library: the same document on every machine.
_FONTS = typst.Fonts(include_system_fonts=False)
# Many ask for a decision at the moment of its adoption; each document takes a processor
# and some memory while it is laid out.
_slots = Semaphore(2)


@dataclass(frozen=True, slots=True)
class PdfDocument:
    """What a document is made of, to be rendered once nothing else is held open."""

    template: bytes
    data: Mapping[str, Any]
    created_at: datetime
    file_name: str

    def render(self) -> bytes:
        return render_pdf(self.template, self.data, self.created_at)


def render_pdf(template: bytes, data: Mapping[str, Any], created_at: datetime) -> bytes:
    """The document that a template makes of what it finds in `sys.inputs.it`.

    A character that no font has is drawn as a box: the standard for screen readers
    refuses that, so such a document is tagged, but does not say that it keeps to it.
    """
    inputs = {"it": json.dumps(data, ensure_ascii=False)}
    try:
        return _compile(template, inputs, created_at, pdf_standards="ua-1")
    except typst.TypstError:
        return _compile(template, inputs, created_at)


def _compile(
    template: bytes, inputs: dict[str, str], created_at: datetime, **options: Any
) -> bytes:
    with _slots:
        compiler = typst.Compiler(
            template, font_paths=_FONTS, ignore_system_fonts=True, sys_inputs=inputs
        )
        pdf = compiler.compile(
            format="pdf",
            timestamp=created_at.astimezone(UTC).replace(microsecond=0),
            **options,
        )
    assert isinstance(pdf, bytes)
    return pdf
