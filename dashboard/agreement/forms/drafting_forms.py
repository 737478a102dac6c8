"""Forms about the words of a decision: a draft, a new version, a translation, comments.

A text is typed or pasted as one. How its paragraphs are paired with those of the last
version is shown before it is sent.
"""

from collections.abc import Iterable
from uuid import UUID

from bsm_domain.agreement.text_body import LinkedActivity, TextBody
from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.formatting import language_name
from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.objective import ObjectiveStatus
from bsm_projections.agreement.queries import decisions
from bsm_projections.follow_up.tables import Activity
from bsm_projections.meetings.read_model import Meeting
from bsm_service.agreement.commands import (
    CommentOnDecision,
    PlaceTranslation,
    TableDecision,
    TableVersion,
)
from bsm_service.agreement.typed_text import (
    TEXT,
    translated_texts,
    typed_paragraphs,
    typed_text,
)
from dashboard.agreement.comparison import shown_comparison
from dashboard.agreement.forms import drafting_texts
from dashboard.agreement.forms.text_body import text_body
from dashboard.agreement.selection import DecisionSelection
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.forms.form import FieldKind, Form, FormField, Options, Preview, Values
from dashboard.forms.generated_form import form_of, override

# The working languages of the OSCE; programs may name any other, and a translation that
# they placed can be replaced here.
_LANGUAGES = ("en", "fr", "de", "it", "ru", "es")
_TEXT_HEIGHT = 320  # pixels
_MOST_DECISIONS = 1_000


def table_form(page: PageContext, meeting: Meeting) -> Form:
    """A new draft, from an objective or from none. What it offers is read only when
    somebody opens it.
    """
    return form_of(
        TableDecision,
        without=("body",),
        complete=lambda _: _table_form(page, meeting),
    )


def _table_form(page: PageContext, meeting: Meeting) -> Form:
    viewer = page.viewer
    objectives: Options = tuple(
        (each.id, f"{each.code} · {each.text}")
        for each in viewer.objectives(meeting.id)
        if each.status != ObjectiveStatus.WITHDRAWN
    )
    rows = [row for row in viewer.activities(None) if row.status in _LINKABLE]
    in_force: Options = tuple(
        (each.id, f"{each.symbol} · {each.title}")
        for each in viewer.fetch(
            "read.decisions", decisions, limit=_MOST_DECISIONS
        ).items
        if each.status == DecisionStatus.ADOPTED
    )

    def to_command(values: Values) -> Values:
        id = UUID(str(values["decision_id"]))
        paragraphs = typed_paragraphs(values[TEXT], (), id, 1)
        title = values.get("body", {}).get("title", "")
        body = text_body(title, paragraphs, _linked(rows, values.get("activities")))
        return _without(values, TEXT, "activities") | {"body": body.model_dump()}

    is_delegation = viewer.principal.role is Role.FOCAL_POINT
    given = {"meeting_id": meeting.id}
    if is_delegation:
        given["tabled_by"] = viewer.principal.delegation or ""
    overrides = [
        override("body.title", label=drafting_texts.TITLE_LABEL),
        override(
            "objective_id",
            label=drafting_texts.OBJECTIVE_LABEL,
            options=objectives,
        ),
        override(
            "language",
            label=drafting_texts.LANGUAGE_LABEL,
            options=_language_options(_LANGUAGES),
        ),
        override("audience", help=drafting_texts.AUDIENCE_HELP),
        override(
            "follow_up_audience",
            label=drafting_texts.FOLLOW_UP_AUDIENCE_LABEL,
            help=drafting_texts.FOLLOW_UP_AUDIENCE_HELP,
        ),
        override("supersedes", label=drafting_texts.SUPERSEDES_LABEL, options=in_force),
        override("in_part", label=drafting_texts.IN_PART_LABEL),
    ]
    if not is_delegation:
        overrides.append(
            override(
                "tabled_by",
                label=drafting_texts.TABLED_BY_LABEL,
                help=drafting_texts.TABLED_BY_HELP,
            )
        )
    form = form_of(
        TableDecision,
        *overrides,
        first=("objective_id", "body.title"),
        without=("body.paragraphs", "body.activities"),
        given=given,
        adjust=to_command,
        takes_earlier_date=False,
    )
    objective_and_title, others = form.fields[:2], form.fields[2:]
    return form.with_only_fields(
        *objective_and_title, _text_field(None), *others, *_activities_field(rows, ())
    )


_LINKABLE = (ActivityStatus.PROPOSED,)


def new_version_form(page: PageContext, selected: DecisionSelection) -> Form:
    """The text as it is, to be changed; or another pasted in its place."""
    return form_of(
        TableVersion,
        without=("body",),
        complete=lambda _: _new_version_form(page, selected),
    )


def _new_version_form(page: PageContext, selected: DecisionSelection) -> Form:
    decision, body = selected.decision, selected.details.current.text
    id, number = UUID(decision.id), decision.text_version + 1
    linked = {str(link.activity_id) for link in body.activities}
    rows = [
        row
        for row in page.viewer.activities(None)
        if row.status in _LINKABLE or row.id in linked
    ]

    def to_command(values: Values) -> Values:
        paragraphs = typed_paragraphs(values[TEXT], body.paragraphs, id, number)
        title = values.get("body", {}).get("title", "")
        links = _linked(rows, values.get("activities"))
        new = text_body(title, paragraphs, links)
        return _without(values, TEXT, "activities") | {"body": new.model_dump()}

    def preview(values: Values) -> Preview:
        compared = shown_comparison(body, TextBody.model_validate(values["body"]))
        return Preview(
            drafting_texts.new_version(compared.title, *_what_ends(selected)),
            render("agreement/decision.html", "compared", compared),
            drafting_texts.TABLE_VERSION,
        )

    form = form_of(
        TableVersion,
        override("body.title", label=drafting_texts.TITLE_LABEL, value=body.title),
        override("note", label=drafting_texts.NOTE_LABEL),
        first=("body.title",),
        without=("body.paragraphs", "body.activities"),
        given={"of": decision.text_version},
        adjust=to_command,
        preview=preview,
        takes_earlier_date=False,
    )
    return form.with_only_fields(
        form.fields[0],
        _text_field(typed_text(body)),
        *form.fields[1:],
        *_activities_field(rows, linked),
    )


def _what_ends(selected: DecisionSelection) -> Iterable[str]:
    if selected.is_silence:
        yield drafting_texts.SILENCE_ENDS
    elif selected.decision.status == DecisionStatus.IN_PROCEDURE:
        yield drafting_texts.PROCEDURE_ENDS
    yield drafting_texts.POSITIONS_BECOME_STALE


def translation_form(selected: DecisionSelection) -> Form:
    """The whole text in another language; one that is there is replaced."""
    body = selected.details.current.text
    known = (each.language for each in selected.details.current.translations)
    others = dict.fromkeys((*_LANGUAGES, *known))
    others.pop(selected.decision.language, None)

    def to_command(values: Values) -> Values:
        translated = tuple(translated_texts(values[TEXT], body))
        return _without(values, TEXT) | {"texts": translated}

    form = form_of(
        PlaceTranslation,
        override(
            "language",
            label=drafting_texts.TRANSLATION_LANGUAGE,
            options=_language_options(others),
        ),
        without=("texts",),
        given={"version": selected.decision.text_version},
        explanations=drafting_texts.TRANSLATION_EXPLANATIONS,
        adjust=to_command,
        takes_earlier_date=False,
    )
    return form.with_fields(_text_field(None, drafting_texts.TRANSLATION_HELP))


def comment_form(selected: DecisionSelection) -> Form:
    """For a delegation, the Chair or the secretariat."""
    paragraphs: Options = tuple(
        (str(each.id), drafting_texts.paragraph_option(place, each.text))
        for place, each in enumerate(selected.details.current.text.paragraphs, start=1)
    )
    given: dict[str, object] = {"version": selected.decision.text_version}
    if selected.own_delegation is not None:
        given["delegation"] = selected.own_delegation
    return form_of(
        CommentOnDecision,
        override("text", label=drafting_texts.COMMENT_LABEL),
        override(
            "paragraph",
            label=drafting_texts.PARAGRAPH_LABEL,
            help=drafting_texts.PARAGRAPH_HELP,
            options=paragraphs,
        ),
        first=("paragraph", "text"),
        without=("delegation",),
        given=given,
        explanations=drafting_texts.COMMENT_EXPLANATIONS,
        takes_earlier_date=False,
    )


def _text_field(text: str | None, help: str = drafting_texts.TEXT_HELP) -> FormField:
    return FormField(
        TEXT, drafting_texts.TEXT_LABEL, value=text, help=help, height=_TEXT_HEIGHT
    )


def _activities_field(
    rows: Iterable[Activity], linked: Iterable[str]
) -> tuple[FormField, ...]:
    options = tuple((row.id, f"{row.owner} · {row.title}") for row in rows)
    if not options:
        return ()
    field = FormField(
        "activities",
        drafting_texts.ACTIVITIES_LABEL,
        FieldKind.CHOICES,
        options,
        optional=True,
        value=tuple(linked),
        help=drafting_texts.ACTIVITIES_HELP,
    )
    return (field,)


def _linked(
    rows: Iterable[Activity], chosen: Iterable[str] | None
) -> tuple[LinkedActivity, ...]:
    """The chosen activities, as they are now."""
    versions = {row.id: row.version for row in rows}
    return tuple(
        LinkedActivity(activity_id=UUID(id), version=versions[id])
        for id in chosen or ()
    )


def _language_options(languages: Iterable[str]) -> Options:
    return tuple((tag, language_name(tag)) for tag in languages)


def _without(values: Values, *names: str) -> Values:
    return {name: value for name, value in values.items() if name not in names}
