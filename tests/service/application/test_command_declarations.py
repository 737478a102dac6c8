"""What follows from the declaration of a command."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from pydantic import BaseModel
from service.command_examples import accepted
from sqlite_only import new_place as new_place
from systems import AUSTRIA, do, system_in

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.facts import ActivityBlocked
from bsm_domain.foundation.free_text import (
    CommentText,
    LongText,
    OneLineText,
    ReasonText,
    SealedText,
)
from bsm_domain.people.participant import Participant
from bsm_domain.registration.seat_ledger import seat_ledger_id_of
from bsm_projections.databases import Place
from bsm_service.application.command_declarations import (
    carries_sealed_text,
    resolve_decision,
)
from bsm_service.follow_up.commands import BlockActivity, ReportProgress
from bsm_service.vault.personal_details import PersonalDetailsChange


class Block(BaseModel):
    occurred_at: None = None
    activity_id: UUID
    blocked_by: ReasonText


def test_a_decision_is_given_the_commands_fields_with_texts_sealed():
    decision = resolve_decision(FollowUpActivity.report_progress, ReportProgress)

    assert decision.aggregate is FollowUpActivity
    assert decision.id_field == "activity_id"
    assert decision.arguments == {"percent": False, "note": True, "reason": True}


def test_what_a_decision_has_a_default_for_may_be_left_out():
    class Designate(BaseModel):
        participant_id: UUID
        since: date
        until: date | None

    assert resolve_decision(FollowUpActivity.block, Block)
    assert resolve_decision(Participant.designate, Designate)


def test_a_field_that_is_missing_is_named_with_the_command_and_the_decision():
    class Block(BaseModel):
        activity_id: UUID

    with pytest.raises(
        TypeError, match=r"Block asks for .*\.block, .* no field 'blocked_by'"
    ):
        resolve_decision(FollowUpActivity.block, Block)


def test_a_field_that_the_decision_does_not_take_is_named():
    class BlockInVain(Block):
        note: CommentText

    with pytest.raises(TypeError, match=r"BlockInVain .* does not take 'note'"):
        resolve_decision(FollowUpActivity.block, BlockInVain)


def test_the_field_that_says_which_one_it_is_may_not_be_missing():
    class BlockSomething(BaseModel):
        blocked_by: ReasonText

    with pytest.raises(TypeError, match="no field 'activity_id'"):
        resolve_decision(FollowUpActivity.block, BlockSomething)


def test_only_aggregates_decide():
    with pytest.raises(TypeError, match="is not a method of an aggregate"):
        resolve_decision(seat_ledger_id_of, Block)  # type: ignore[arg-type]


def test_texts_are_sealed_under_the_name_of_their_field(place: Place):
    system = system_in(place)
    ids = accepted(system)
    command = BlockActivity(activity_id=ids["activity_id"], blocked_by="no budget")

    result = do(system, command, AUSTRIA, command_id=uuid4())

    [fact] = [logged.fact for logged in system.store.page(result.position - 1, 1)]
    assert isinstance(fact, ActivityBlocked)
    assert isinstance(fact.blocked_by, SealedText)
    system.close()


def test_reasons_comments_and_what_is_personal_are_told_from_titles():
    class Row(BaseModel):
        note: CommentText | None = None

    class Rows(BaseModel):
        rows: tuple[Row, ...]

    class NameOnly(PersonalDetailsChange):
        """Personal without any text of its own that is sealed."""

    for text in ("dietary_needs", "access_needs"):
        del NameOnly.model_fields[text]

    class Person(BaseModel):
        person: NameOnly

    class Titled(BaseModel):
        title: OneLineText
        text: LongText

    assert carries_sealed_text(Block)
    assert carries_sealed_text(Rows)
    assert carries_sealed_text(Person)
    assert not carries_sealed_text(Titled)
