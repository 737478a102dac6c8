"""The report of an import of delegates, or of its preview."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.participating_states import DelegationKind
from bsm_service.imports.files.file_format import FileFormat
from bsm_service.imports.report import (
    MergedRow,
    RefusedRow,
    RememberedMapping,
    ReportBuilder,
    UnknownValue,
)


class InvitationOffer(FrozenModel):
    """A delegation of the list that is not invited, as it can be invited: `said` are
    its names in the file, `quota` counts its people in the list.
    """

    said: tuple[str, ...]
    code: str
    kind: DelegationKind
    name: str
    quota: int


class DelegateReport(FrozenModel):
    """The outcome of every row: `read` = `stored` + `merged` + `unchanged` +
    `left_out` + `refused` + `elsewhere`.

    In a preview, what the outcome would be. Stored rows are new registrations, merged
    ones the same person as an earlier row, unchanged ones are registered already. Of
    somebody who withdrew, was refused or was substituted, the row is refused.
    `left_out` rows are of people who were erased after an earlier import of the same
    file, `elsewhere` those of another meeting. `complaints` say why each refused row
    is refused.

    `invitations` are what can be invited (of a past meeting, organisations that are not
    on record), `delegations` and `functions` are texts whose
    meaning is to be chosen, `taken_functions` are the proposed meanings that
    `accept_functions` takes, `remembered` are saved mappings that were used.
    `never_imported` are headings of columns with passport numbers, dates of birth or
    photographs, which are not read; `unmatched` those of other columns that are not
    imported (`calculated` is always empty); `meetings` are the meetings in the file,
    with the number of rows.
    """

    read: int
    stored: int
    merged: int
    unchanged: int
    left_out: int
    refused: int
    elsewhere: int
    merges: tuple[MergedRow, ...]
    complaints: tuple[RefusedRow, ...]
    erased_rows: tuple[int, ...] = ()
    above: int = 0
    unmatched: tuple[str, ...]
    calculated: tuple[str, ...] = ()
    never_imported: tuple[str, ...] = ()
    columns: Mapping[str, str]
    meetings: Mapping[str, int]
    remembered: tuple[RememberedMapping, ...] = ()
    invitations: tuple[InvitationOffer, ...] = ()
    delegations: tuple[UnknownValue, ...] = ()
    functions: tuple[UnknownValue, ...] = ()
    taken_functions: tuple[UnknownValue, ...] = ()
    notes: tuple[str, ...] = ()
    format: FileFormat
    is_of_past_meeting: bool = False
    is_preview: bool
    position: int | None = None


@dataclass
class DelegateReportBuilder(ReportBuilder):
    """Collects the findings of reading the rows of delegates."""

    functions: dict[str, list[int]] = field(default_factory=dict)
    taken_functions: dict[str, list[int]] = field(default_factory=dict)
    # The proposed functions of each text.
    proposed_functions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # Mapped functions that the file has: as written, by their folded forms.
    mapped_functions: dict[str, str] = field(default_factory=dict)
    erased: list[int] = field(default_factory=list)
    unchanged: set[int] = field(default_factory=set)
    # By row: the registration of the person that it names.
    registrations: dict[int, UUID] = field(default_factory=dict)
