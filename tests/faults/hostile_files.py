"""Files and bodies that were made to cost as much as they can, at the largest size."""

import base64
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from uuid import UUID

from faults.fault import SQLITE, FaultContext, Finding, NotRun, fault, require
from faults.hostile_content import CSV, JSON, XLSX, MakeContent, filled
from service.http_api.http_examples import served
from starlette.testclient import TestClient
from systems import BERLIN_DETAILS, SECRETARIAT, do

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role
from bsm_service.application.system import System
from bsm_service.documents import parsing_deadline
from bsm_service.documents.media_types import media_type_of
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_import import preview_import
from bsm_service.imports.list_reading import ImportFile
from bsm_service.meetings.commands import AnnounceMeeting
from bsm_service.settings.settings import Settings

LARGEST = Settings().evidence_limit
BODY = Settings().body_limit
# Of memory that one file or body may take while it is read, in MB.
MAX_MEMORY = 400
# What is done sooner is too short for its growth to be told from what it costs anyhow.
_SHORT = 0.2
MAX_GROWTH = 3.5  # a square grows four times
_TRIES = 3


@dataclass
class Maximum:
    """The largest figure so far, and of what it is."""

    figure: float = 0.0
    of: str = ""

    def note(self, figure: float, of: str) -> None:
        if figure > self.figure:
            self.figure, self.of = figure, of


@dataclass
class Trial:
    """What may be asked with a file or a body, and what it cost at most."""

    system: System
    meeting: UUID
    client: TestClient
    seconds: Maximum
    growth: Maximum
    memory: Maximum

    def preview(self, data: bytes, ending: str) -> None:
        file = ImportFile(data=data, extension=ending)
        with suppress(DomainError):
            preview_import(
                self.system,
                SECRETARIAT,
                self.meeting,
                file,
                ImportChoices(),
            )

    def sort(self, data: bytes, ending: str) -> None:
        with suppress(DomainError):
            media_type_of(data, ending)

    def post(self, path: str, body: bytes) -> None:
        headers = {"Content-Type": "application/json"}
        response = self.client.post(f"/api/v1{path}", content=body, headers=headers)
        require(response.status_code < 500, f"{path} answered {response.status_code}")

    def weigh(
        self,
        name: str,
        content: MakeContent,
        request: Callable[[bytes], None],
        limit: int,
    ) -> None:
        """The largest against half of it. What seems to have grown is done again: the
        machine may have been busy with something else.
        """
        for _ in range(_TRIES):
            (before, _unused), (seconds, memory) = (
                _cost(request, content(size)) for size in (limit // 2, limit)
            )
            if seconds <= max(_SHORT, before * MAX_GROWTH):
                break
        self.seconds.note(seconds, name)
        self.memory.note(memory, name)
        require(seconds <= parsing_deadline.MAX_SECONDS, f"{name} took {seconds:.1f} s")
        require(memory <= MAX_MEMORY, f"{name} took {memory} MB")
        if seconds > _SHORT:
            self.growth.note(seconds / before, name)
            require(
                seconds <= before * MAX_GROWTH,
                f"{name}: {before:.2f} s for half, {seconds:.2f} s for the whole",
            )


def _cost(request: Callable[[bytes], None], data: bytes) -> tuple[float, int]:
    """Seconds of this process's work, and MB of memory beyond what was held before."""
    Path("/proc/self/clear_refs").write_text("5")  # forgets the highest so far
    before, began = _memory("VmRSS"), process_time()
    request(data)
    return process_time() - began, _memory("VmHWM") - before


def _memory(name: str) -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0]) // 1_024


@fault(
    "hostile files",
    SQLITE,
    invariant="twice the size is about twice the work; within 20 s and 400 MB each",
    report_only=[SQLITE],
)
def hostile_files(context: FaultContext) -> Finding:
    if not Path("/proc/self/clear_refs").exists():
        raise NotRun("only Linux tells the most memory that was held")
    with served(context.place()) as it:
        system, meeting = it.system, context.command_id()
        do(system, AnnounceMeeting(meeting_id=meeting, details=BERLIN_DETAILS))
        client = it.as_(Role.SECRETARIAT)
        trial = Trial(system, meeting, client, Maximum(), Maximum(), Maximum())
        for kind, of, ending in (("CSV", CSV, "csv"), ("XLSX", XLSX, "xlsx")):
            for name, content in of.items():
                for how in (trial.preview, trial.sort):
                    trial.weigh(
                        f"{kind} of {name}",
                        content,
                        lambda data, how=how, ending=ending: how(data, ending),
                        LARGEST,
                    )
        preview = f"/meetings/{meeting}/imports/activities/preview"
        bulk = f"/meetings/{meeting}/registrations/bulk"
        places = (("/meetings", BODY), (bulk, BODY * 8), (preview, LARGEST))
        for name, content in JSON.items():
            for path, limit in places:
                trial.weigh(
                    f"JSON of {name}",
                    content,
                    lambda body, path=path: trial.post(path, body),
                    limit,
                )
        trial.weigh(
            "a file in base64",
            lambda size: json.dumps(
                {"file": base64.b64encode(filled('"', size)).decode()}
            ).encode(),
            lambda body: trial.post(preview, body),
            LARGEST,
        )
    return Finding(
        f"{len(CSV) + len(XLSX)} files, {len(JSON) + 1} bodies, at the largest size",
        f"at most {trial.seconds.figure:.1f} s ({trial.seconds.of}), "
        f"{trial.growth.figure:.1f} times for twice ({trial.growth.of}), "
        f"{trial.memory.figure:.0f} MB ({trial.memory.of})",
    )
