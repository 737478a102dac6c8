"""The door from the page Import to the mechanism of imports.

What is looked at here is nobody's but the viewer's, and is never kept for others.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.states import STATES, state_name
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.meetings.queries import known_delegations
from bsm_service.access.permissions import Principal
from bsm_service.foundation.refusals import ParserBusy
from bsm_service.imports import mappings as imports_mappings
from bsm_service.imports.choices import ChangeableField, ImportChoices, WantedChange
from bsm_service.imports.file_import import (
    FileHeadings,
    import_file,
    list_sheets,
    preview_import,
    read_headings,
)
from bsm_service.imports.file_preview import ImportFile
from bsm_service.imports.files.file_format import WorkbookSheet
from bsm_service.imports.report import ImportReport, RememberedMapping, RowDifference
from bsm_service.imports.rows.activity_list import ACTIVITY_LIST
from dashboard.data import queries as data_queries
from dashboard.data.queries import Look
from dashboard.data.system import running
from dashboard.forms import submit, texts

MOST_ROWS = ACTIVITY_LIST.max_rows
FIELDS = tuple(ACTIVITY_LIST.fields)
OWN_FIELDS = tuple(ACTIVITY_LIST.own_fields)
STATUSES = tuple(map(str, ACTIVITY_LIST.statuses))
Told = Callable[[str, int, int | None], None]


@dataclass(slots=True)
class Upload:
    """A file on its way to the record, and what was said of it so far.

    It outlives redraws, refusals and other pages. What was found is that of the choices
    and the meeting it was looked at with; each of these has one command id, so that
    pressed twice it is stored once.
    """

    by: Principal
    file_id: str
    name: str
    data: bytes
    choices: ImportChoices = field(default_factory=ImportChoices)
    sheets: tuple[WorkbookSheet, ...] = ()
    headings: FileHeadings | None = None
    found: ImportReport | None = None
    done: ImportReport | None = None
    refusal: str | None = None
    wanted: bool = False
    # Which differences are taken over: nothing, all or those chosen. Each round of
    # choices has widgets of its own.
    taking: str = "nothing"
    round: int = 0
    _looked_at: tuple[UUID, ImportChoices] | None = None
    _ids: dict[tuple[UUID, str], UUID] = field(default_factory=dict)

    @property
    def file(self) -> ImportFile:
        ending = self.name.rpartition(".")[2] if "." in self.name else "csv"
        return ImportFile(data=self.data, extension=ending, name=self.name)

    def say(self, what: str, written: str, means: str | None) -> None:
        """Takes what was chosen for a column, a delegation or a status; None takes it
        back.
        """
        said = {**getattr(self.choices, what)}
        if means is None:
            said.pop(written, None)
        else:
            said[written] = means
        self.choose(**{what: said})

    def choose(self, **choice: object) -> None:
        """Differences that were found by other choices are not taken over unseen."""
        if self.taking != "nothing":
            self.taking, self.round = "nothing", self.round + 1
        self._choose(**choice, changes=())

    def take(self, taking: str, differences: Iterable[RowDifference]) -> None:
        """Takes over what the viewer saw, as it was then."""
        self.taking = taking
        rows: dict[tuple[int, int], list[ChangeableField]] = {}
        for one in differences:
            fields = rows.setdefault((one.row, one.version), [])
            fields.append(ChangeableField(one.field))
        self._choose(
            changes=tuple(
                WantedChange(row=row, version=version, fields=tuple(fields))
                for (row, version), fields in rows.items()
            )
        )

    def takes(self, one: RowDifference) -> bool:
        return any(
            it.row == one.row and one.field in it.fields
            for it in self.choices.changes
            if isinstance(it, WantedChange)
        )

    def _choose(self, **choice: object) -> None:
        self.choices = self.choices.model_copy(update=choice)
        self.refusal, self.headings = None, None

    def is_looked_at(self, meeting: UUID) -> bool:
        return self._looked_at == (meeting, self.choices)

    def looked_at(self, meeting: UUID, found: ImportReport | None) -> None:
        self.found, self._looked_at = found, (meeting, self.choices)

    def command_id(self, meeting: UUID) -> UUID:
        key = meeting, self.choices.model_dump_json()
        return self._ids.setdefault(key, submit.new_id())


def most_bytes() -> int:
    return running().settings.evidence_limit


def on_record(look: Look, meeting_id: str) -> int:
    """How many activities of a meeting are on record."""
    found = look.ask(
        "read.activities", follow_up_queries.activities, meeting_id=meeting_id, limit=1
    )
    return found.total


def delegations(look: Look) -> dict[str, str]:
    """Every delegation that may be meant, by its code."""
    found, day = look.ask("read.delegations", known_delegations), look.moment.at.date()
    names = {code: state_name(code, day) for code in STATES}
    names |= {one.code: one.name for one in found}
    return dict(sorted(names.items(), key=lambda one: one[1]))


def mappings(look: Look) -> tuple[RememberedMapping, ...]:
    """What is remembered of earlier files."""
    return imports_mappings.list_mappings(
        ACTIVITY_LIST, running().system, look.principal
    )


def forget(look: Look, one: RememberedMapping) -> str | None:
    """Why it cannot be forgotten, if so."""
    try:
        imports_mappings.forget_mapping(
            ACTIVITY_LIST, running().system, look.principal, one.what, one.said
        )
    except DomainError as refusal:
        return texts.as_sentence(str(refusal))
    return None


def match(upload: Upload) -> None:
    """Finds which column is which field."""
    if upload.headings is not None:
        return
    upload.refusal = None
    try:
        upload.sheets = list_sheets(upload.file)
        upload.headings = read_headings(
            ACTIVITY_LIST, running().system, upload.by, upload.file, upload.choices
        )
    except DomainError as refusal:
        upload.refusal = texts.as_sentence(str(refusal))


def look(upload: Upload, meeting: UUID, told: Told) -> None:
    """Finds what would become of every row. Nothing is stored. Where other files are
    being read, it is tried again as soon as the page is drawn again.
    """
    upload.refusal = None
    try:
        found = preview_import(
            ACTIVITY_LIST,
            running().system,
            upload.by,
            meeting,
            upload.file,
            upload.choices,
            told,
        )
    except ParserBusy as refusal:
        upload.refusal = texts.as_sentence(str(refusal))
        return
    except DomainError as refusal:
        upload.refusal = texts.as_sentence(str(refusal))
        found = None
    upload.looked_at(meeting, found)


def store(upload: Upload, meeting: UUID, told: Told) -> None:
    """Stores what was wanted, and waits until it is shown."""
    try:
        upload.done = import_file(
            ACTIVITY_LIST,
            running().system,
            upload.by,
            meeting,
            upload.file,
            upload.choices,
            command_id=upload.command_id(meeting),
            on_progress=told,
        )
    except DomainError as refusal:
        upload.refusal = texts.as_sentence(str(refusal))
    upload.wanted = False
    with suppress(DomainError):  # what was stored is on record, shown or not
        data_queries.now()
