"""HTML from the templates that each folder keeps in `templates/*.html`.

A template holds macros; `render` calls one by name. What a macro is given is escaped
when it is written out, unless it is HTML already (`Markup`), so templates and their
callers escape nothing themselves. A name that was not given is an error.

A line break between two tags is layout of the template, not part of the page; a space
between them on one line is.
"""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2.ext import Extension
from markupsafe import Markup

from bsm_domain.foundation import formatting

_LINE_BREAK_BETWEEN_TAGS = re.compile(r"(?<=[>}])[ \t]*\n\s*(?=[<{])")
_FOLDERS = Path(__file__).parents[1].glob("*/templates")


class _LineBreaksBetweenTags(Extension):
    """Turns each into a comment of Jinja, so that errors still name the right line."""

    def preprocess(
        self, source: str, name: str | None, filename: str | None = None
    ) -> str:
        return _LINE_BREAK_BETWEEN_TAGS.sub(
            lambda match: "{#" + "\n" * match[0].count("\n") + "#}", source
        )


# Templates are read once for each process, when they are first needed.
environment = Environment(
    loader=PrefixLoader(
        {folder.parent.name: FileSystemLoader(folder) for folder in _FOLDERS}
    ),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    extensions=[_LineBreaksBetweenTags],
)
environment.globals["zip"] = partial(zip, strict=True)
environment.filters |= {
    "count": formatting.format_count,
    "class_name": lambda text: text.replace(" ", "-"),
    "day": formatting.format_date,
    "number": formatting.format_number,
    "datetime": formatting.format_datetime,
}


def render(template: str, macro: str, *arguments: Any, **named: Any) -> Markup:
    """What a macro makes of its arguments, for example
    `render("components/headings.html", "headline", sentence)`.
    """
    make_html: Callable[..., Markup] = getattr(
        environment.get_template(template).module, macro
    )
    return make_html(*arguments, **named)
