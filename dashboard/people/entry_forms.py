"""Forms about who somebody is: the name in Latin letters, the delegation, entries that
are one person, lists that leave a name out.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bsm_domain.foundation.accents import search_key
from bsm_domain.people.latin_names import STANDARDS, propose_latin_name
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.people.duplicates import DuplicatePair
from bsm_projections.people.read_model import Participant
from bsm_service.application.command_declarations import IN_HEADER
from bsm_service.people.commands import (
    ChangeDelegation,
    ChangeDetails,
    MergeParticipants,
    SeparateParticipants,
    WithholdListing,
)
from bsm_service.vault.personal_details import GROUPS
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.data.queries import Viewer
from dashboard.forms import delegation_options, form_dialog
from dashboard.forms import texts as forms_texts
from dashboard.forms.form import Form, FormSubject, allowed_forms
from dashboard.forms.generated_form import fields_of, form_of, override
from dashboard.people import texts as people_texts

_NAMES = (*GROUPS[PersonalGroup.NAME],)


def has_other_letters(name: str) -> bool:
    """Whether a name has letters that are not Latin."""
    return any(letter.isalpha() and not letter.isascii() for letter in search_key(name))


def entry_forms(viewer: Viewer, participant: Participant) -> tuple[Form, ...]:
    """What can be done about an entry besides its details."""
    withheld = form_of(
        WithholdListing,
        without=("withheld",),
        label="Include in lists again"
        if participant.withheld
        else WithholdListing.TITLE,
        given={"withheld": not participant.withheld},
        explanations=() if participant.withheld else (people_texts.WITHHELD_NOTE,),
    )
    moved = form_of(
        ChangeDelegation,
        override("delegation", options=delegation_options.state_options()),
        override("since", label="First day in that delegation"),
        explanations=(people_texts.DELEGATION_NOTE,),
    )
    merging = form_of(
        MergeParticipants,
        override("reason", help=forms_texts.REASON_HELP),
        without=("into",),
        explanations=people_texts.MERGE_NOTES,
        complete=_with_other_entries(viewer, participant),
    )
    separating = (
        form_of(
            SeparateParticipants,
            override("reason", help=forms_texts.REASON_HELP),
            label=people_texts.separate_label(number, len(participant.duplicates)),
            given={"participant_id": id},
            explanations=(people_texts.SEPARATE_NOTE,),
            checks_version=False,
        )
        for number, id in enumerate(participant.duplicates, start=1)
    )
    return (withheld, moved, merging, *separating)


def _with_other_entries(
    viewer: Viewer, participant: Participant
) -> Callable[[Form], Form]:
    """The other people of the delegation, whose names are read only once a form asks
    for them.
    """

    def complete(form: Form) -> Form:
        options = personal_data.person_options(
            viewer,
            "choosing an entry to merge",
            "form Merge",
            delegation=participant.delegation,
        )
        others = tuple(option for option in options if option[0] != participant.id)
        return replace(
            form,
            fields=fields_of(
                MergeParticipants,
                override("into", label="The entry that stays", options=others),
                override("reason", help=forms_texts.REASON_HELP),
                without=("participant_id", *IN_HEADER),
            ),
        )

    return complete


def merge_button(page: PageContext, pair: DuplicatePair, names: Sequence[str]) -> None:
    """A button that opens the form to merge a proposed pair. `names` are those of the
    entry that stays and of the other.
    """
    form_dialog.form_button(
        page,
        FormSubject(
            "Possible duplicate",
            people_texts.merge_description(*names),
            {"participant_id": pair.participant.id},
            pair.participant.version,
            place="duplicate",
        ),
        allowed_forms(
            page.viewer.principal,
            pair.participant.delegation,
            form_of(
                MergeParticipants,
                override("reason", help=forms_texts.REASON_HELP),
                given={"into": pair.into.id},
                label="Merge",
                explanations=people_texts.MERGE_NOTES,
            ),
            person=pair.participant.id,
        ),
    )


def latin_name_form(viewer: Viewer, participant: Participant) -> Form:
    """The name in Latin letters, as it is on record or as tables propose it. It is
    stored only when somebody confirms it here.
    """

    def complete(form: Form) -> Form:
        person = personal_data.open_personal_data(
            viewer,
            (participant,),
            personal_data.NAME_AND_POST,
            purpose="confirming a name in Latin letters",
            place="form Name in Latin letters",
        )[participant.id]
        if not person.name or person.name in people_texts.UNREADABLE:
            return replace(form, explanations=(people_texts.TEMPORARILY_UNREADABLE,))
        names = {name: getattr(person, name) for name in _NAMES}
        proposal = propose_latin_name(person.name, person.language)
        note = (
            people_texts.LATIN_NOTE.format(proposal=proposal, standard=STANDARDS)
            if proposal
            else people_texts.NO_LATIN_PROPOSAL
        )
        return replace(
            form,
            explanations=() if person.latin_name else (note,),
            fields=fields_of(
                ChangeDetails,
                override(
                    "details.latin_name",
                    label="Name in Latin letters",
                    value=person.latin_name or proposal,
                    optional=False,
                ),
                without=(
                    *("participant_id", "withdrawn"),
                    *IN_HEADER,
                    *_OTHER_DETAILS,
                ),
            ),
            adjust=lambda values: (
                values
                | {
                    "details": {name: text for name, text in names.items() if text}
                    | values.get("details", {})
                }
            ),
        )

    return form_of(
        ChangeDetails,
        label="Name in Latin letters",
        submit_label="Confirm",
        without=("details", "withdrawn"),
        complete=complete,
    )


_OTHER_DETAILS = tuple(
    f"details.{name}"
    for names in GROUPS.values()
    for name in names
    if name != "latin_name"
)
