"""Forms that make several activities of one, or one of several.

Hints, as in `command_form`: the command service and the aggregate decide.
"""

from typing import Any

from bsm_projections.follow_up.queries import Activity
from bsm_service.follow_up.lineage_commands import (
    MergeActivities,
    SplitActivity,
    SupersedeActivity,
)
from dashboard.follow_up import form_texts
from dashboard.follow_up.lifecycle_forms import (
    FormOptions,
)
from dashboard.forms.command_form import CommandForm, FieldKind, FormField, reason_field

Values = dict[str, Any]
# A form has room for so many parts; the API takes more.
MAX_PARTS = 3


def split_form(activity: Activity, options: FormOptions) -> CommandForm:
    fields: list[FormField] = []
    for number in range(1, MAX_PARTS + 1):
        is_optional = number > 2
        fields += [
            FormField(
                f"part{number}.title",
                f"Part {number}: what is to be done",
                FieldKind.LINE,
                max_length=300,
                optional=is_optional,
                heading=f"Part {number}",
            ),
            FormField(
                f"part{number}.owner",
                "Who does it",
                FieldKind.CHOICE,
                options.delegations,
                value=activity.owner,
                optional=is_optional,
            ),
            FormField(
                f"part{number}.due_on",
                "Until when",
                FieldKind.DATE,
                value=activity.due_on,
                optional=is_optional,
                help="Another day than now counts as moved",
            ),
        ]

    def to_command(values: Values) -> Values:
        parts = [values.pop(f"part{number}", {}) for number in range(1, MAX_PARTS + 1)]
        values["parts"] = tuple(
            _changed_fields(part, activity) for part in parts if part.get("title")
        )
        return values

    return CommandForm(
        SplitActivity,
        "Split",
        "Split it",
        (*fields, reason_field()),
        explanations=(form_texts.SPLIT_NOTE,),
        to_command=to_command,
    )


def _changed_fields(part: Values, activity: Activity) -> Values:
    """Only what was changed: the rest is taken from the activity that is split."""
    unchanged = {"owner": activity.owner, "due_on": activity.due_on}
    return {name: value for name, value in part.items() if unchanged.get(name) != value}


def merge_form(activity: Activity, options: FormOptions) -> CommandForm:
    def finish(values: Values) -> Values:
        id = values.pop("activity_id", None)
        others = tuple(values.pop("others", ()))
        values["activities"] = (id, *others)
        values["into"] = _changed_fields(values.get("into", {}), activity)
        return values

    return CommandForm(
        MergeActivities,
        "Merge",
        "Merge them",
        (
            FormField(
                "others", "With which others", FieldKind.CHOICES, options.mergeable
            ),
            FormField(
                "into.title",
                "What is to be done together",
                FieldKind.LINE,
                max_length=300,
                value=activity.title,
            ),
            FormField(
                "into.owner",
                "Who does it",
                FieldKind.CHOICE,
                options.delegations,
                value=activity.owner,
            ),
            FormField(
                "into.due_on", "Until when", FieldKind.DATE, value=activity.due_on
            ),
            reason_field(),
        ),
        explanations=(form_texts.MERGE_NOTE, form_texts.MERGE_AUDIENCE_NOTE),
        to_command=finish,
    )


def supersede_form(options: FormOptions) -> CommandForm:
    replacement = FormField(
        "by", "Which activity does its work", FieldKind.CHOICE, options.others
    )
    return CommandForm(
        SupersedeActivity,
        "Supersede",
        "Record that it is superseded",
        (replacement, reason_field()),
    )
