"""How many modules a reader must open to follow one request from end to end."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from service.http_api.http_examples import activity, announce, objective, posted, served
from starlette.testclient import TestClient

import bsm_domain
import bsm_projections
import bsm_service
from bsm_domain.foundation.roles import Role

PACKAGES = tuple(
    f"{Path(package.__file__ or '').parent}/"
    for package in (bsm_domain, bsm_projections, bsm_service)
)


@contextmanager
def modules_that_run() -> Iterator[set[str]]:
    """The files of the product in which a function is called, in this thread and in
    those that begin here: the server's loop and its workers, not the follower.
    """
    files, before = set[str](), sys.getprofile()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(PACKAGES):
            files.add(frame.f_code.co_filename)

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield files
    finally:
        sys.setprofile(before)
        threading.setprofile(None)  # type: ignore[arg-type]


def test_a_progress_report_runs_through_thirty_modules_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # In threads that begin with the request: others are not followed.
    monkeypatch.setattr(TestClient, "portal", None)
    with served(tmp_path) as here:
        office = here.as_(Role.SECRETARIAT)
        id = activity(office, objective(office, announce(office)))
        for step in ("agreement", "acceptance"):
            posted(office, f"/activities/{id}/{step}", {})
        austria = here.as_(Role.FOCAL_POINT, "AT")
        # What a first request loads and keeps is there for the second one.
        posted(austria, f"/activities/{id}/progress", {"percent": 5})

        with modules_that_run() as files:
            posted(austria, f"/activities/{id}/progress", {"percent": 10})

    assert any(file.endswith("follow_up/reports.py") for file in files)
    assert any(file.endswith("event_store/transaction.py") for file in files)
    assert len(files) <= 30, "\n".join(sorted(files))
