"""What follows for delegations: files of notes are destroyed once somebody whom they
cover was erased; heads and alternates from before these were recorded are.

Decisions never look at read models, so this is triggered by facts, and at the start. It
is safe to repeat, and to do in two processes at once.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from uuid import UUID

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_domain.people.participant import PersonalDataErased
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.registration.note_queries import (
    files_of_erased_people,
    unrecorded_composition,
)
from bsm_service.application.background_work import BackgroundTask, BackgroundTasks
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandService
from bsm_service.foundation.identifiers import derived_id
from bsm_service.foundation.refusals import ClockJumped, StoreBusy, StoreUnavailable
from bsm_service.identity import SYSTEM
from bsm_service.registration.delegation_commands import (
    AdoptDelegation,
    DestroyNoteFile,
)

PERSON_ERASED = "The data of somebody whom the note covers was erased."


class DelegationUpkeep:
    """`read` opens the read models as of the latest fact."""

    def __init__(
        self,
        service: CommandService,
        background: BackgroundTasks,
        read: Callable[[], AbstractContextManager[ReadContext]],
    ) -> None:
        self._service = service
        self._read = read
        background.add(
            BackgroundTask(
                "destroying files of notes",
                (PersonalDataErased,),
                self._on_facts,
                self.destroy_files,
            )
        )
        background.add(
            BackgroundTask(
                "recording heads of delegations", (), lambda _: None, self.adopt
            )
        )

    def _on_facts(self, facts: Sequence[LoggedFact]) -> None:
        self.destroy_files(facts[-1].position)

    def destroy_files(self, at_least: int = 0) -> None:
        """Raises StoreBusy if the read models have not reached the position `at_least`,
        StoreUnavailable, ClockJumped.
        """
        with self._read() as context:
            _must_have_reached(context, at_least)
            files = files_of_erased_people(context)
        for file in files:
            id = UUID(file.note_id)
            command = DestroyNoteFile(
                meeting_id=UUID(file.meeting_id),
                note_id=id,
                delegation=file.delegation,
                reason=PERSON_ERASED,
            )
            self._execute(command, derived_id(id, "file of erased person"))

    def adopt(self, at_least: int = 0) -> None:
        """Raises as `destroy_files`."""
        with self._read() as context:
            _must_have_reached(context, at_least)
            found = unrecorded_composition(context)
        for (meeting, delegation), ids in found.items():
            command = AdoptDelegation(
                meeting_id=UUID(meeting),
                delegation=delegation,
                registration_ids=tuple(map(UUID, ids)),
            )
            names = " ".join(ids)
            id = derived_id(command.meeting_id, f"adopted {delegation} {names}")
            self._execute(command, id)

    def _execute(self, command: Command, id: UUID) -> None:
        try:
            self._service.execute(command, SYSTEM, command_id=id)
        except (StoreBusy, StoreUnavailable, ClockJumped):
            raise
        except DomainError:  # somebody else has done it meanwhile
            return


def _must_have_reached(context: ReadContext, position: int) -> None:
    at = context.moment.position
    if at < position:
        raise StoreBusy(f"the read models are at position {at}, not yet at {position}")
