"""Lists of participants: provisional ones, the final one, and corrected ones."""

import pytest
from domain.meetings.meeting_histories import meeting
from examples import MEETING, METADATA, header

from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.meetings.issued_list_facts import (
    ListEdition,
    ListOfParticipantsIssued,
)


def issued(version: int, edition: ListEdition) -> ListOfParticipantsIssued:
    return ListOfParticipantsIssued(
        **header(version, MEETING), edition=edition, as_known_at=version
    )


@pytest.mark.parametrize("edition", [ListEdition.PROVISIONAL, ListEdition.FINAL])
def test_a_list_is_issued_as_known_at_a_position(edition: ListEdition):
    (
        meeting()
        .given(issued(2, ListEdition.PROVISIONAL))
        .when(lambda it: it.issue_list(METADATA, edition=edition, as_known_at=3))
        .then(issued(3, edition))
    )


@pytest.mark.parametrize("edition", [ListEdition.PROVISIONAL, ListEdition.FINAL])
def test_only_a_corrected_list_follows_the_final_one(edition: ListEdition):
    (
        meeting()
        .given(issued(2, ListEdition.FINAL))
        .when(lambda it: it.issue_list(METADATA, edition=edition, as_known_at=3))
        .then_refused(InvalidTransition, "issue a corrected one")
    )
