"""Documents to print: A4, tagged for screen readers, with fonts of their own.

Texts come to a template as data, never as markup. The same data and time make the same
bytes.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import typst

# Only what comes with the library: the same document on every machine.
_FONTS = typst.Fonts(include_system_fonts=False)


def as_pdf(template: bytes, told: Mapping[str, Any], made_at: datetime) -> bytes:
    """The document that a template makes of what it finds in `sys.inputs.it`."""
    compiler = typst.Compiler(
        template,
        font_paths=_FONTS,
        ignore_system_fonts=True,
        sys_inputs={"it": json.dumps(told, ensure_ascii=False)},
    )
    made = compiler.compile(
        format="pdf", pdf_standards="ua-1", timestamp=made_at.replace(microsecond=0)
    )
    assert isinstance(made, bytes)
    return made
