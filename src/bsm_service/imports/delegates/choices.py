"""What the importer of a list of delegates chooses."""

from collections.abc import Mapping

from pydantic import Field

from bsm_domain.foundation.free_text import OneLineText, ReasonText
from bsm_domain.foundation.values import DelegateFunction
from bsm_service.imports.choices import MAX_MAPPINGS, ListChoices


class DelegateChoices(ListChoices):
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

    functions: Mapping[str, DelegateFunction] = Field(
        {},
        max_length=MAX_MAPPINGS,
        description="A text in the file and the function in the delegation it means.",
    )
    accept_functions: bool = Field(
        False, description="Read titles as the functions that the preview proposes."
    )
    only_meeting: str | None = Field(
        None,
        description="Of a file about several meetings: the one that is imported, as "
        "the file calls it.",
    )
    invite: bool = Field(
        False,
        description="First invite the delegations that are not invited, with as many "
        "seats as the list has people; of a past meeting, enter the organisations that "
        "are not on record.",
    )
    nominate_again: bool = Field(
        False,
        description="Nominate people again who withdrew, or were refused or "
        "substituted.",
    )
    confirmed: bool = Field(
        False, description="Also confirm the registrations, so that each has a seat."
    )
    reason: ReasonText | None = Field(
        None, description="Why they go ahead of others on the waiting list."
    )
    late_reason: ReasonText | None = Field(
        None, description="Why they are nominated after the deadline."
    )
    source: OneLineText | None = Field(
        None,
        description="The system whose references the file has. Default: the file's "
        "name.",
    )
    list_name: OneLineText | None = Field(
        None, description="The list of a past meeting. Default: the file's name."
    )
