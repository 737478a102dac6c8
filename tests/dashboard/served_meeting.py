"""A meeting in session with two drafts, served to real browsers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from playwright.sync_api import Page
from room_examples import Room, convene, table
from server_process import free_port, running_dashboard
from shifted_clock import SHIFT_FILE
from systems import CHAIR, do, system_in

from bsm_domain.foundation.participating_states import participating_states_on
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.foundation.clock import utc_now
from bsm_service.settings.settings import Settings, SignInMode

STATES = participating_states_on(utc_now().date())


@dataclass
class ServedMeeting:
    """`folder` is its data folder, on which a test may record facts itself."""

    address: str
    folder: Path
    room: Room
    second_draft: UUID

    def record(self, command: Command, by: Principal = CHAIR) -> None:
        """Records it in another process than the server's."""
        system = system_in(self.folder, clock=utc_now, established=False)
        do(system, command, by)
        system.close()

    def set_forward(self, seconds: float) -> None:
        """Sets the server's clocks forward."""
        (self.folder / SHIFT_FILE).write_text(str(seconds), encoding="ascii")

    def sign_in(self, page: Page, role: str, delegation: str = "") -> None:
        form = {"role": role} | ({"delegation": delegation} if delegation else {})
        page.context.request.post(
            f"{self.address}/account/act-as",
            form=form,
            headers={"Origin": self.address},
        )


@contextmanager
def served_meeting(folder: Path, output: Path) -> Iterator[ServedMeeting]:
    """All participating States are invited; two drafts are tabled."""
    system = system_in(folder, clock=utc_now)
    room = convene(system, (*STATES, "DZ", "JP", "FRONTEX"))
    second_draft = uuid4()
    table(room, second_draft, "Joint patrols on the green border")
    system.close()
    settings = Settings(data=folder, port=free_port(), sign_in=SignInMode.DEMONSTRATION)
    app = ("shifted_clock:make_app", "--factory", "--app-dir", "tests/dashboard")
    with running_dashboard(settings, output, *app) as server:
        yield ServedMeeting(server.address, folder, room, second_draft)
