"""Sign-ins wait for one another, and for nobody else."""

from concurrent.futures import Future
from pathlib import Path
from threading import Event

import pytest
from service.accounts.account_examples import PASSWORD, office
from service.http_api.http_examples import HERE

from bsm_domain.foundation.roles import Role
from bsm_service.accounts.pages import page_routes
from bsm_service.accounts.pages.priority_thread_pool import QueueLimits, SignInQueue
from bsm_service.foundation.refusals import TooManySignIns

PATIENCE = 30


class Held:
    """A queue whose one thread is busy until `go_on`."""

    def __init__(self, *, waiting: int = 10, each: int = 10) -> None:
        self.queue = SignInQueue(
            QueueLimits(threads=1, waiting=waiting, per_caller=each)
        )
        self.done: list[str] = []
        self._may = Event()
        self._began = Event()
        self.first = self.queue.submit("first", self._wait, is_known_device=False)
        assert self._began.wait(PATIENCE)

    def _wait(self) -> None:
        self._began.set()
        assert self._may.wait(PATIENCE)

    def put(self, name: str, caller: str = "", *, known: bool = False) -> Future[None]:
        def do() -> None:
            self.done.append(name)

        return self.queue.submit(caller or name, do, is_known_device=known)

    def go_on(self) -> None:
        self._may.set()


def test_whoever_is_known_goes_first_and_others_in_their_order():
    held = Held()
    waiting = [
        held.put("stranger 1"),
        held.put("stranger 2"),
        held.put("owner", known=True),
    ]

    held.go_on()

    for message in waiting:
        message.result(PATIENCE)
    assert held.done == ["owner", "stranger 1", "stranger 2"]


def test_beyond_its_bound_strangers_hear_when_to_come_again_and_owners_have_room():
    held = Held(waiting=4)
    waiting = [held.put(f"stranger {future}") for future in range(3)]

    with pytest.raises(TooManySignIns, match="try again in 1 second") as refused:
        held.put("one too many")
    waiting.append(held.put("owner", known=True))
    held.go_on()

    assert refused.value.seconds == 1
    for future in (held.first, *waiting):
        future.result(PATIENCE)
    assert held.put("later").result(PATIENCE) is None


def test_one_address_cannot_fill_the_queue():
    held = Held(each=2)
    held.put("a", "192.0.2.1")
    held.put("b", "192.0.2.1")

    with pytest.raises(TooManySignIns):
        held.put("c", "192.0.2.1")
    other = held.put("d", "192.0.2.2")
    held.go_on()

    other.result(PATIENCE)


def test_whoever_has_gone_is_left_out_and_an_error_is_passed_on():
    held = Held()
    gone = held.put("gone")
    gone.cancel()

    def fail() -> None:
        raise ValueError("odd")

    failing = held.queue.submit("x", fail, is_known_device=False)
    held.go_on()

    with pytest.raises(ValueError, match="odd"):
        failing.result(PATIENCE)
    assert held.done == []


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_people_and_programs_are_told_that_too_many_sign_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, accept: str
):
    full = SignInQueue(QueueLimits(threads=1, waiting=0, per_caller=0))
    monkeypatch.setattr(SignInQueue, "submit", full.submit)
    monkeypatch.setattr(page_routes, "REFUSAL_DELAY_SECONDS", 0.0)
    with office(tmp_path) as here:
        here.give("Petra", Role.CHAIR)
        response = here.client(Accept=accept, Origin=HERE).post(
            "/account/sign-in", data={"name": "Petra", "password": PASSWORD}
        )

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "1"
    assert "oo many people are signing in at the moment" in response.text
