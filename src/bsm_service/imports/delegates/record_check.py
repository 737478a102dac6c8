"""Compares the people of a list with the record: who is registered for the meeting,
who is on record, and who was erased since the file was imported before.
"""

from collections.abc import Mapping, Sequence, Set
from uuid import UUID

from bsm_domain.catalogue import stored_names_of
from bsm_domain.foundation.formatting import count_of
from bsm_domain.people.participant import Participant
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_service.application.command_trial import CommandTrial
from bsm_service.foundation.identifiers import derived_id
from bsm_service.imports.delegates import texts
from bsm_service.imports.delegates.file_check import ReadFile
from bsm_service.imports.delegates.rows import ReadDelegate
from bsm_service.imports.texts import row_numbers_text
from bsm_service.people.nominees import BY_NAME_ALONE
from bsm_service.vault import HandleKind

# Facts after which a registration may not be live: those who asked to come, too.
_MAY_HAVE_ENDED = tuple(
    stored
    for what in ("withdrawn", "refused", "substituted", "requested")
    for stored in stored_names_of(f"registration.{what}")
)


class RowsOnRecord:
    """What is on record of the people of a file. `earlier` has the registrations of
    rows of the same file, as an earlier import stored them; `created` are those that
    the repeated command itself made. Where it `nominates_again`, people whose
    registration has ended are new rows.
    """

    def __init__(
        self,
        file: ReadFile,
        trial: CommandTrial,
        earlier: Mapping[int, UUID],
        *,
        nominates_again: bool,
        created: Set[UUID] = frozenset(),
    ) -> None:
        self._file, self._trial = file, trial
        self._earlier, self._created = earlier, created
        self._nominates_again = nominates_again
        # By row: the participant on record who is meant.
        self.participants = dict[int, UUID]()

    def new_rows(self) -> list[ReadDelegate]:
        """The rows of people who are to be registered for the meeting. Reports the
        others.
        """
        rows, report = self._file.rows, self._file.report
        found = self._trial.people.matching([self._file.people.sought(r) for r in rows])
        self.participants = {
            row.number: match.id
            for row, match in zip(rows, found, strict=True)
            if match is not None
        }
        meeting = self._file.meeting.id
        expected = {
            number: registration_id_of(meeting, participant)
            for number, participant in self.participants.items()
        }
        ids = {*expected.values(), *self._earlier.values()}
        has_ended = self._trial.transaction.streams_with(ids, _MAY_HAVE_ENDED)
        new = []
        for row in rows:
            id = expected.get(row.number)
            before = self._earlier.get(row.number)
            on_record = id if id in has_ended else None
            if before is not None and before != id and before in has_ended:
                if self._is_erased(before):
                    if id is None or id not in self._created:
                        report.erased.append(row.number)
                        report.registrations[row.number] = before
                        continue
                else:
                    on_record = before
            if on_record is None or on_record in self._created:
                new.append(row)
            elif has_ended[on_record] and (not_live := self._not_live(on_record)):
                self._add_ended(row, not_live, new)
            else:
                report.unchanged.add(row.number)
                report.registrations[row.number] = on_record
        self._note(rows, found)
        return new

    def _not_live(self, id: UUID) -> Registration | None:
        """The registration, if the person's delegation does not send them by it."""
        registration = self._trial.transaction.find(Registration, id)
        is_live = registration is None or registration.is_in_delegation
        return None if is_live else registration

    def _add_ended(
        self, row: ReadDelegate, existing: Registration, new: list[ReadDelegate]
    ) -> None:
        """Nobody comes again by a list alone: whoever imports it must say so. The list
        of a past meeting nominates nobody, so its command refuses the row.
        """
        has_asked = not existing.may_be_nominated_again
        if self._file.is_of_past_meeting or (self._nominates_again and not has_asked):
            new.append(row)
            return
        sentence = texts.has_asked(existing.id)
        if not has_asked:
            sentence = texts.has_ended(existing.status, existing.id)
        self._file.report.refuse_row(row.number, "name", sentence)

    def expected_registrations(
        self, rows: Sequence[ReadDelegate], command_id: UUID
    ) -> dict[int, UUID]:
        """The registration of every row of the file once these rows are stored, by the
        IDs that the command derives.
        """
        ids = dict(self._file.report.registrations)
        for number, row in enumerate(rows, start=1):
            participant = self.participants.get(row.number) or derived_id(
                command_id, f"participant {number}"
            )
            ids[row.number] = registration_id_of(self._file.meeting.id, participant)
        return ids

    def _is_erased(self, registration_id: UUID) -> bool:
        transaction = self._trial.transaction
        registration = transaction.find(Registration, registration_id)
        if registration is None or registration.participant_id is None:
            return False
        person = transaction.find(Participant, registration.participant_id)
        return person is not None and person.is_erased

    def _note(self, rows: Sequence[ReadDelegate], found: Sequence[object]) -> None:
        by_name = [
            row.number
            for row, match in zip(rows, found, strict=True)
            if getattr(match, "by", None) is HandleKind.NAME
        ]
        report = self._file.report
        if by_name:
            people = count_of(len(by_name), "person was", "people were")
            report.notes.append(
                f"{people} {BY_NAME_ALONE}, in {row_numbers_text(by_name)}."
            )
        if report.erased:
            report.notes.append(
                f"{row_numbers_text(report.erased)} left out: the data of these people "
                "was erased after an earlier import of this file."
            )
