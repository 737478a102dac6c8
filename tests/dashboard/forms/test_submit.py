"""What a form is told once its command is on record, whatever the rest does."""

from collections.abc import Callable
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest
from dashboard_examples import Story
from systems import SECRETARIAT

from bsm_projections.databases import DATABASE_ERRORS
from bsm_service.application.command import Command
from bsm_service.foundation.refusals import StoreUnavailable, VaultUnavailable
from bsm_service.people.commands import EnterParticipant, ErasePersonalData
from dashboard.data import current_principal, record
from dashboard.forms import submit, texts

GONE: tuple[Exception, ...] = (
    StoreUnavailable("the database has just gone"),
    DATABASE_ERRORS[0]("disk I/O error"),
)


def failing(error: Exception) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise error

    return fail


def sent(command: type[Command], **fields: Any) -> Any:
    return submit.submit_command(
        SECRETARIAT,
        command,
        fields,
        command_id=uuid4(),
    )


def entered(person: UUID) -> Any:
    details = {"name": "Eva Muster", "email": "eva@example.org"}
    return sent(
        EnterParticipant,
        participant_id=person,
        delegation="AT",
        person=details,
    )


@pytest.mark.parametrize("error", GONE, ids=["store", "database"])
@pytest.mark.parametrize(
    ("module", "step"), [(record, "live_moment"), (current_principal, "has_permission")]
)
def test_what_is_on_record_and_cannot_be_shown_is_reported_as_recorded(
    busy_network: Story,
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    step: str,
    error: Exception,
):
    before = busy_network.system.store.position()
    monkeypatch.setattr(module, step, failing(error))

    done = entered(uuid4())

    assert done == submit.FormResult(texts.RECORDED_NOT_SHOWN, None)
    assert busy_network.system.store.position() > before


def test_an_erasure_still_carried_out_is_shown_as_recorded(
    busy_network: Story, monkeypatch: pytest.MonkeyPatch
):
    person = uuid4()
    entered(person)
    away = failing(VaultUnavailable("the vault does not answer"))
    monkeypatch.setattr(busy_network.system.vault, "destroy", away)

    done = sent(
        ErasePersonalData,
        participant_id=person,
        reason="asked for it",
    )

    assert isinstance(done, submit.FormResult)
    assert done.sentence.endswith(texts.ERASURE_PENDING)
    assert done.receipt is None
