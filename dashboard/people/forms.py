"""What may be asked about people, as buttons that open forms."""

from collections.abc import Sequence
from datetime import date

from bsm_projections.people.queries import Participant
from bsm_service.vault.personal_data import Person
from dashboard.data.page_context import Scene
from dashboard.data.queries import Fact
from dashboard.forms import buttons, submit
from dashboard.people import command_forms

# A State's focal points of the day, and since when it has had them.
Present = tuple[Sequence[str], date | None]


def enter(scene: Scene, delegations: Sequence[tuple[str, str]]) -> None:
    """A button that opens the form for somebody who is not on record yet."""
    buttons.button(
        scene,
        command_forms.to_enter(scene.look.principal, delegations),
        title="New person",
        about="Somebody of a delegation, for this meeting or later ones",
        new="participant_id",
        place="person",
    )


def for_person(
    scene: Scene, one: Participant, told: Person, present: Present = ((), None)
) -> None:
    """A button that opens what the viewer may do about somebody; their data in full
    are read for whoever opens it only.
    """
    zone = scene.meeting.time_zone if scene.meeting else "UTC"
    buttons.button(
        scene,
        command_forms.of_person(
            scene.look,
            one,
            today=submit.today_in(zone),
            present=present,
        ),
        title="Person",
        about=f"{told.name} ({one.delegation_name})",
        ids={"participant_id": one.id},
        version=one.version,
        place="person",
    )


def redact(scene: Scene, fact: Fact) -> None:
    """A button that opens the form to redact a text of a fact."""
    buttons.button(
        scene,
        command_forms.to_redact(
            scene.look.principal, fact.version, scene.look.sealed_texts(fact.position)
        ),
        title="Redact a text",
        about=fact.sentence,
        ids={"stream_id": fact.stream_id},
        place="redact",
    )
