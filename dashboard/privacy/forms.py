"""Forms that redact a text, and the buttons that open them."""

from collections.abc import Sequence

from bsm_projections.history.tables import Fact
from bsm_service.access.permissions import Principal
from bsm_service.privacy.commands import RedactText
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms import texts as forms_texts
from dashboard.forms.form import Form, FormSubject
from dashboard.forms.generated_form import form_of, override
from dashboard.forms.submit import may_submit
from dashboard.people import texts as people_texts


def redaction_forms(
    principal: Principal, version: int, texts: Sequence[str]
) -> tuple[Form, ...]:
    """The forms that redact a text of a fact; `texts` are the fields with a text."""
    if not texts or not may_submit(principal, RedactText, None):
        return ()
    options = tuple((text, text.replace("_", " ")) for text in texts)
    return (
        form_of(
            RedactText,
            override("field", label="Text", options=options),
            override("reason", help=forms_texts.REASON_HELP),
            explanations=(people_texts.REDACTION_NOTE,),
            given={"version": version},
        ),
    )


def redaction_button(page: PageContext, fact: Fact) -> None:
    """A button that opens the form to redact a text of a fact."""
    form_dialog.form_button(
        page,
        FormSubject(
            "Redact a text",
            fact.sentence,
            {"stream_id": fact.stream_id},
            place="redact",
        ),
        redaction_forms(
            page.viewer.principal,
            fact.version,
            page.viewer.sealed_field_names(fact.position),
        ),
    )
