"""Rendering of the pages' templates."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from bsm_domain.foundation.formatting import count_of
from bsm_service.accounts.pages.static_files import file_address
from bsm_service.accounts.pages.texts import capitalize_first

_templates = Environment(
    loader=PackageLoader("bsm_service.accounts.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)
_templates.globals["count_of"] = count_of


def render_template(
    template: str, *, form: Mapping[str, str], errors: Mapping[str, str], **values: Any
) -> str:
    """HTML. Missing fields of the form, and missing errors, are empty texts."""
    sentences = {name: capitalize_first(error) for name, error in errors.items()}
    return _templates.get_template(template).render(
        {
            "page": template.removesuffix(".html"),
            "file": file_address,
            "form": defaultdict(str, form),
            "errors": defaultdict(str, sentences),
            **values,
        }
    )
