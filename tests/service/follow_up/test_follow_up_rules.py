"""What is refused, and what follows, across delegations and across meetings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlite_only import new_place as new_place
from systems import (
    AUSTRIA,
    BERLIN_DETAILS,
    CHAIR,
    ITALY,
    SECRETARIAT,
    announce_berlin,
    do,
    principal,
    system_in,
)

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.foundation.errors import InvalidValue, NotPermitted, SameParty
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import DuePrecision
from bsm_projections.engine.audience import Audience
from bsm_projections.follow_up import activity_details
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    ChangePartners,
    ConfirmActivity,
    CorrectReport,
    HandOverActivity,
    ProposeActivity,
    ReportComplete,
    SettleDueDate,
)
from bsm_service.follow_up.due_date_settlement import DueDateSettlement
from bsm_service.follow_up.lineage_commands import (
    CarryOver,
    Continuation,
    MergeActivities,
    SplitActivity,
)
from bsm_service.follow_up.milestone_and_evidence_commands import (
    AttachEvidence,
    EraseEvidence,
    SetMilestone,
    UploadedFile,
    WithdrawEvidence,
)
from bsm_service.foundation.refusals import ContentErased
from bsm_service.imports.commands import ImportActivities, ImportedActivity
from bsm_service.meetings.commands import AnnounceMeeting

SLOVENIA = principal(Role.FOCAL_POINT, "SI")
EVERYTHING = Audience(focal_points_matter=True)
REASON = {"reason": "it was found so"}


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    system = system_in(tmp_path / "data")
    yield system
    system.close()


def promised(
    system: System, meeting: UUID, owner: Principal = AUSTRIA, **more: object
) -> UUID:
    """An activity that its owner has accepted."""
    id = uuid4()
    fields = {"due_on": date(2016, 9, 30), "owner": owner.delegation, **more}
    about = {"activity_id": id, "meeting_id": meeting, "decision": "MC.DEC/2/16"}
    do(system, ProposeActivity(**about, title="Share maps", **fields))  # type: ignore[arg-type]
    do(system, AgreeActivity(activity_id=id))
    do(system, AcceptActivity(activity_id=id), owner)
    return id


def details(system: System, id: UUID) -> activity_details.ActivityDetails:
    with system.read(system.now(), EVERYTHING) as context:
        result = activity_details.activity_details(context, str(id))
    assert result is not None
    return result


def edition(system: System, number: int) -> UUID:
    id, later = uuid4(), timedelta(days=365 * (number - 10))
    when = {
        "edition": number,
        "starts_on": BERLIN_DETAILS.starts_on + later,
        "ends_on": BERLIN_DETAILS.ends_on + later,
    }
    details = BERLIN_DETAILS.model_copy(update=when)
    do(system, AnnounceMeeting(meeting_id=id, details=details))
    return id


@pytest.mark.parametrize("how", ["carried over", "merged"])
def test_what_goes_on_with_the_next_meeting_is_not_settled_by_the_one_after(
    system: System, how: str
):
    tenth = announce_berlin(system, open_registration=False)
    open_ended = {"due_on": None, "due_precision": DuePrecision.NEXT_MEETING}
    id = promised(system, tenth, **open_ended)
    eleventh = edition(system, 11)
    before = BERLIN_DETAILS.starts_on + timedelta(days=364)
    if how == "carried over":
        do(system, CarryOver(activity_id=id, meeting_id=eleventh))
    else:
        other = promised(system, eleventh, due_on=before)
        into = Continuation(activity_id=uuid4(), title="Both")
        merged = MergeActivities(into=into, activities=(id, other), **REASON)
        do(system, merged)
        id = into.activity_id

    edition(system, 12)
    system.part(DueDateSettlement).settle()

    row = details(system, id).activity
    assert (row.due_on, row.due_precision, row.slips) == (before, "day", 0)
    # The original date is the settled one, not the day that was reckoned with.
    assert row.first_due_on == before
    activity = system.store.load(FollowUpActivity, id)
    assert activity is not None
    assert (activity.terms.due.on, activity.first_due_on) == (before, before)


def test_nobody_but_the_product_settles_a_due_date(system: System):
    tenth = announce_berlin(system, open_registration=False)
    id = promised(system, tenth)
    command = SettleDueDate(activity_id=id, meeting_id=edition(system, 13))
    with pytest.raises(NotPermitted, match="only the product itself can do this"):
        do(system, command)


def test_one_account_does_not_confirm_what_it_reported_in_another_role(system: System):
    id = promised(system, announce_berlin(system, open_registration=False))
    do(system, ReportComplete(activity_id=id), AUSTRIA)
    for judge in (
        replace(CHAIR, account=AUSTRIA.account),
        replace(ITALY, on_behalf_of=AUSTRIA.account),
    ):
        with pytest.raises(SameParty, match="another person must"):
            do(system, ConfirmActivity(activity_id=id), judge)
    do(system, ConfirmActivity(activity_id=id), ITALY)


def test_a_confirmation_is_corrected_by_who_made_it_chair_or_secretariat(
    system: System,
):
    id = promised(system, announce_berlin(system, open_registration=False))
    system.store.clock.pass_by(timedelta(days=9))  # type: ignore[attr-defined]
    day = {"occurred_at": system.store.clock() - timedelta(days=8)}
    do(system, ReportComplete(activity_id=id, **day), AUSTRIA)
    do(system, ConfirmActivity(activity_id=id), ITALY)

    def correct(days: int, by: Principal) -> None:
        at: datetime = system.store.clock() - timedelta(days=days)
        about = {"activity_id": id, "corrects": 5, "occurred_at": at}
        do(system, CorrectReport(**about, **REASON), by)  # type: ignore[arg-type]

    with pytest.raises(NotPermitted):
        correct(1, SLOVENIA)
    with pytest.raises(NotPermitted):
        correct(1, AUSTRIA)
    with pytest.raises(InvalidValue, match="cannot have been confirmed"):
        correct(9, ITALY)
    for days, by in enumerate((ITALY, CHAIR, SECRETARIAT), start=1):
        correct(days, by)


def test_evidence_is_changed_by_who_attached_it_and_by_the_owner(system: System):
    meeting = announce_berlin(system, open_registration=False)
    id = promised(system, meeting, partners=("IT", "SI"))
    link = {"activity_id": id, "url": "https://example.org/a"}
    owners, partners = uuid4(), uuid4()
    do(system, AttachEvidence(**link, evidence_id=owners), AUSTRIA)
    do(system, AttachEvidence(**link, evidence_id=partners), ITALY)

    for evidence, by in ((owners, ITALY), (partners, SLOVENIA)):
        about = {"activity_id": id, "evidence_id": evidence}
        with pytest.raises(NotPermitted):
            do(system, AttachEvidence(**link, evidence_id=evidence), by)
        with pytest.raises(NotPermitted):
            do(system, WithdrawEvidence(**about, **REASON), by)
    for by in (AUSTRIA, ITALY, CHAIR):
        do(system, AttachEvidence(**link, evidence_id=partners), by)
    withdrawn = WithdrawEvidence(activity_id=id, evidence_id=partners, **REASON)
    do(system, withdrawn, ITALY)


def test_a_file_is_erased_wherever_it_is_shown_and_that_is_told_before(system: System):
    meeting = announce_berlin(system, open_registration=False)
    first, second = (promised(system, meeting, by) for by in (AUSTRIA, ITALY))
    content = system.vault.files.store(
        b"names of people", "text/plain", by=SECRETARIAT.account
    )
    file = UploadedFile(sha256=content.sha256, name="names.txt")
    evidence_id = uuid4()
    do(system, AttachEvidence(activity_id=first, evidence_id=evidence_id, file=file))
    do(system, AttachEvidence(activity_id=second, evidence_id=uuid4(), file=file))

    [evidence] = details(system, first).evidence
    assert [it.id for it in evidence.shown_too_by] == [str(second)]
    assert not evidence.is_erased
    erased = {"evidence_id": evidence_id, "revision": 1}
    do(system, EraseEvidence(activity_id=first, **erased, **REASON))

    for id in (first, second):
        [evidence] = details(system, id).evidence
        assert evidence.is_erased
    with pytest.raises(ContentErased):
        system.vault.files.read(content.sha256)


def test_who_does_it_is_a_state_or_invited_to_the_meeting(system: System):
    meeting = announce_berlin(system, open_registration=False)
    assert promised(system, meeting, principal(Role.FOCAL_POINT, "FRONTEX"))
    id = promised(system, meeting, partners=("FRONTEX", "US"))
    row = ImportedActivity(title="Maps", owner="ZZZ", due_on=date(2017, 1, 1))
    part = Continuation(title="One part", owner="ZZZ")
    about = {"activity_id": id}
    for command in (
        HandOverActivity(**about, owner="ZZZ", **REASON),
        ChangePartners(**about, partners=("FRONTEX", "ZZZ")),
        SplitActivity(**about, parts=(part, part), **REASON),
        ImportActivities(meeting_id=meeting, activities=(row,)),
    ):
        with pytest.raises(InvalidValue, match="ZZZ is not the code of"):
            do(system, command)
    for owner, partners in (
        (principal(Role.FOCAL_POINT, "ZZZ"), ()),
        (ITALY, ("ZZZ",)),
    ):
        with pytest.raises(InvalidValue, match="ZZZ is not the code of"):
            promised(system, meeting, owner, partners=partners)


def test_days_are_those_of_the_meeting_s_zone(system: System):
    """Half past eleven in the evening in UTC is the next day in Berlin."""
    id = promised(system, announce_berlin(system, open_registration=False))
    step = {"milestone_id": uuid4(), "title": "Draft", "due_on": date(2016, 1, 5)}
    do(system, SetMilestone(activity_id=id, **step))
    clock = system.store.clock
    clock.time = clock().replace(day=5, hour=22, minute=30)  # type: ignore[attr-defined]
    assert not details(system, id).milestones[0].overdue
    clock.pass_by(timedelta(hours=1))  # type: ignore[attr-defined]
    assert details(system, id).milestones[0].overdue
