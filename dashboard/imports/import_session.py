"""The import of a file in the session of a page: the file, the choices, and calls of
the service.

A preview is only for the viewer, and is never cached for others.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.participating_states import STATES, state_name
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.meetings import queries as meetings_queries
from bsm_service.access.permissions import Principal
from bsm_service.foundation.refusals import ParserBusy, first_error_sentence
from bsm_service.imports.choices import ChangeableField, WantedChange
from bsm_service.imports.file_check import ImportProgress
from bsm_service.imports.files.file_format import WorkbookSheet
from bsm_service.imports.importable_lists import ImportableList
from bsm_service.imports.list_reading import ImportFile, list_sheets
from bsm_service.imports.report import RowDifference
from dashboard.data import record
from dashboard.data.queries import Viewer
from dashboard.data.system import running_system
from dashboard.forms import submit
from dashboard.forms.texts import as_sentence


@dataclass(slots=True)
class Upload:
    """An uploaded file, the choices for it, and its preview.

    It survives redraws, refusals and visits of other pages. A preview belongs to the
    choices and the meeting it was made with; each of these has one command id, so that
    a repeated press stores once.
    """

    listed: ImportableList
    principal: Principal
    file_id: str
    name: str
    data: bytes
    # Choices, headings and reports are of the types of the kind of list.
    choices: Any = None
    sheets: tuple[WorkbookSheet, ...] = ()
    headings: Any = None
    preview: Any = None
    result: Any = None
    refusal: str | None = None
    store_requested: bool = False
    # Which differences to apply: none, all or those selected. Each round of choices has
    # widgets of its own.
    adoption: str = "nothing"
    widget_round: int = 0
    _previewed: tuple[UUID, Any] | None = None
    _ids: dict[tuple[UUID, str], UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.choices = self.listed.choices()

    @property
    def file(self) -> ImportFile:
        ending = self.name.rpartition(".")[2] if "." in self.name else "csv"
        return ImportFile(data=self.data, extension=ending, name=self.name)

    def set_meaning(self, kind: str, text: str, meaning: str | None) -> None:
        """Sets what a text of the file means; None removes the meaning."""
        meanings = {**getattr(self.choices, kind)}
        if meaning is None:
            meanings.pop(text, None)
        else:
            meanings[text] = self.listed.meanings_of(kind)(meaning)
        self.set_options(**{kind: meanings})

    def set_options(self, **choice: object) -> None:
        """Also resets the differences to apply, selected in another preview."""
        if self.adoption != "nothing":
            self.adoption, self.widget_round = "nothing", self.widget_round + 1
        if "changes" in self.listed.choices.model_fields:
            choice["changes"] = ()
        self._set_options(**choice)

    def set_text(self, name: str, text: str) -> None:
        """An option that is typed. One that is not valid stays as it was."""
        try:
            valid = self.listed.choices(**{name: text or None})
        except ValidationError as error:
            self.refusal = as_sentence(first_error_sentence(error))
            return
        self.set_options(**{name: getattr(valid, name)})

    def adopt(self, adoption: str, differences: Iterable[RowDifference]) -> None:
        """Takes over differences, at the versions that the viewer saw."""
        self.adoption = adoption
        rows: dict[tuple[int, int], list[ChangeableField]] = {}
        for difference in differences:
            fields = rows.setdefault((difference.row, difference.version), [])
            fields.append(ChangeableField(difference.field))
        self._set_options(
            changes=tuple(
                WantedChange(row=row, version=version, fields=tuple(fields))
                for (row, version), fields in rows.items()
            )
        )

    def is_adopted(self, difference: RowDifference) -> bool:
        return any(
            change.row == difference.row and difference.field in change.fields
            for change in self.choices.changes
            if isinstance(change, WantedChange)
        )

    def _set_options(self, **choice: object) -> None:
        self.choices = self.choices.model_copy(update=choice)
        self.refusal, self.headings = None, None

    def has_preview_for(self, meeting: UUID) -> bool:
        return self._previewed == (meeting, self.choices)

    def set_preview(self, meeting: UUID, preview: Any) -> None:
        self.preview, self._previewed = preview, (meeting, self.choices)

    def command_id(self, meeting: UUID) -> UUID:
        key = meeting, self.choices.model_dump_json()
        return self._ids.setdefault(key, submit.new_id())


def count_activities(viewer: Viewer, meeting_id: str) -> int:
    """How many activities of a meeting are on record."""
    activities = viewer.fetch(
        "read.activities", follow_up_queries.activities, meeting_id=meeting_id, limit=1
    )
    return activities.total


def delegation_names(viewer: Viewer) -> dict[str, str]:
    """Every delegation that can be chosen, by its code."""
    delegations = viewer.fetch("read.delegations", meetings_queries.delegations)
    day = viewer.moment.at.date()
    names = {code: state_name(code, day) for code in STATES}
    names |= {delegation.code: delegation.name for delegation in delegations}
    return dict(sorted(names.items(), key=lambda delegation: delegation[1]))


def match_columns(upload: Upload) -> None:
    """Finds which column is which field, unless that is known."""
    if upload.headings is not None:
        return
    upload.refusal = None
    try:
        upload.sheets = list_sheets(upload.file)
        upload.headings = upload.listed.read_headings(
            running_system().system,
            upload.principal,
            upload.file,
            upload.choices,
        )
    except DomainError as refusal:
        upload.refusal = as_sentence(str(refusal))


def preview_rows(upload: Upload, meeting: UUID, on_progress: ImportProgress) -> None:
    """Previews the import. Nothing is stored. Where too many files are being read, it
    is tried again at the next redraw.
    """
    upload.refusal = None
    try:
        report = upload.listed.preview(
            running_system().system,
            upload.principal,
            meeting,
            upload.file,
            upload.choices,
            on_progress,
        )
    except ParserBusy as refusal:
        upload.refusal = as_sentence(str(refusal))
        return
    except DomainError as refusal:
        upload.refusal = as_sentence(str(refusal))
        report = None
    upload.set_preview(meeting, report)


def store_rows(upload: Upload, meeting: UUID, on_progress: ImportProgress) -> None:
    """Stores the rows, and waits until the pages show them."""
    try:
        upload.result = upload.listed.store(
            running_system().system,
            upload.principal,
            meeting,
            upload.file,
            upload.choices,
            command_id=upload.command_id(meeting),
            on_progress=on_progress,
        )
    except DomainError as refusal:
        upload.refusal = as_sentence(str(refusal))
    upload.store_requested = False
    with suppress(DomainError):  # what was stored is on record, shown or not
        record.live_moment()
