"""The fields that ask where something comes from. All empty, there is no source."""

from dataclasses import replace

from bsm_domain.foundation.sources import Source
from dashboard.forms import texts
from dashboard.forms.field_values import ReadValue, has_entry
from dashboard.forms.form import Form, FormField
from dashboard.forms.model_fields import fields_of_model

_PREFIX = "source."

SOURCE_FIELDS = tuple(
    replace(
        field,
        name=f"{_PREFIX}{field.name}",
        label=texts.SOURCE_LABELS[field.name],
        help=texts.SOURCE_HELP.get(field.name),
    )
    for field in fields_of_model(Source)
)


def offered_source_fields(form: Form) -> tuple[FormField, ...]:
    """Those that the form shows, folded."""
    has_sources = form.command is not None and form.command.HAS_SOURCES
    return SOURCE_FIELDS if has_sources else ()


def filled_source_fields(form: Form, read: ReadValue) -> tuple[FormField, ...]:
    """Those that are sent: all or none, so that half a source names what is missing."""
    offered = offered_source_fields(form)
    return offered if any(has_entry(field, read) for field in offered) else ()


def is_about_source(field: str | None) -> bool:
    """Whether a refusal is about one of them."""
    return (field or "").startswith(_PREFIX)
