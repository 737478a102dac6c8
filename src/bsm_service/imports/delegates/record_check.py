"""Compares the people of a list with the record: who is registered for the meeting,
who is on record, and who was erased since the file was imported before.
"""

from collections.abc import Mapping, Sequence, Set
from uuid import UUID

from bsm_domain.foundation.formatting import count_of
from bsm_domain.people.participant import Participant
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_service.application.command_trial import CommandTrial
from bsm_service.foundation.identifiers import derived_id
from bsm_service.imports.delegates.file_check import ReadFile
from bsm_service.imports.delegates.rows import ReadDelegate
from bsm_service.imports.texts import row_numbers_text
from bsm_service.people.nominees import BY_NAME_ALONE
from bsm_service.vault import HandleKind


class RowsOnRecord:
    """What is on record of the people of a file. `earlier` has the registrations of
    rows of the same file, as an earlier import stored them; `created` are those that
    the repeated command itself made.
    """

    def __init__(
        self,
        file: ReadFile,
        trial: CommandTrial,
        earlier: Mapping[int, UUID],
        created: Set[UUID] = frozenset(),
    ) -> None:
        self._file, self._trial = file, trial
        self._earlier, self._created = earlier, created
        # By row: the participant on record who is meant.
        self.participants = dict[int, UUID]()

    def new_rows(self) -> list[ReadDelegate]:
        """The rows of people who are not registered for the meeting. Reports the
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
        taken = self._trial.transaction.taken_ids(
            [*expected.values(), *self._earlier.values()]
        )
        new = []
        for row in rows:
            id = expected.get(row.number)
            before = self._earlier.get(row.number)
            if before is not None and before != id and before in taken:
                is_erased = self._is_erased(before)
                if not is_erased:
                    report.unchanged.add(row.number)
                    report.registrations[row.number] = before
                    continue
                if id is None or id not in self._created:
                    report.erased.append(row.number)
                    report.registrations[row.number] = before
                    continue
            if id in taken and id not in self._created:
                report.unchanged.add(row.number)
                report.registrations[row.number] = id
            else:
                new.append(row)
        self._note(rows, found)
        return new

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
                "were erased after an earlier import of this file."
            )
