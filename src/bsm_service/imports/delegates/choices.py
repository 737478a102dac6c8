"""What the importer of a list of delegates chooses."""

from collections.abc import Mapping

from pydantic import Field

from bsm_domain.foundation.free_text import OneLineText, ReasonText
from bsm_domain.foundation.values import DelegateFunction
from bsm_service.imports.choices import MAX_MAPPINGS, FormatChoices


class DelegateChoices(FormatChoices):
    """The importer's choices for reading a list of delegates.

    `columns` maps headings to fields ("" for none), `delegations` maps texts to codes
    ("" for a new delegation), `functions` maps functions and titles to functions. With
    `accept_functions`, titles mean the functions that the preview proposes; otherwise
    their rows are refused until each text has a meaning. `empty` are texts that mean an
    empty cell, in addition to the usual ones such as "NA".

    A file about several meetings is split by its column `meeting`: of each row whose
    cell is not `only_meeting`, nothing is read. With `invite`, delegations that are not
    invited are, as the preview proposes, before the rows are stored; to a past meeting
    nobody is invited, and organisations that are not on record are entered instead.
    Rows of people who withdrew, or were refused or substituted, are refused, unless
    `nominate_again` is chosen. `confirmed` also confirms the seats; `reason` then says
    why they go ahead of others on the waiting list, and `late_reason` why people are
    nominated after the deadline. `source` is the system whose references the file has,
    and `list_name` what the list of a past meeting is called; by default both are the
    name of the file. `only_valid` stores the valid rows, instead of all or nothing.
    """

    empty: tuple[str, ...] = Field((), max_length=MAX_MAPPINGS)
    columns: Mapping[str, str] = Field({}, max_length=MAX_MAPPINGS)
    delegations: Mapping[str, str] = Field({}, max_length=MAX_MAPPINGS)
    functions: Mapping[str, DelegateFunction] = Field({}, max_length=MAX_MAPPINGS)
    accept_functions: bool = False
    only_meeting: str | None = None
    invite: bool = False
    nominate_again: bool = False
    list_name: OneLineText | None = None
    confirmed: bool = False
    reason: ReasonText | None = None
    late_reason: ReasonText | None = None
    source: OneLineText | None = None
    only_valid: bool = False
