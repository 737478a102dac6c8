"""What people send lies in memory, never in the clear in a temporary file."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from starlette.requests import Request

import bsm_service.assembly.web_application  # noqa: F401 - it says where files of forms lie


def test_a_large_file_of_a_form_makes_no_temporary_file(
    monkeypatch: pytest.MonkeyPatch,
):
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    content = b"x" * 5_000_000
    head = b'Content-Disposition: form-data; name="file"; filename="a.csv"'
    pieces = iter(
        (b"--edge\r\n" + head + b"\r\n\r\n", content, b"\r\n--edge--\r\n", b"")
    )

    async def receive() -> dict[str, object]:
        body = next(pieces)
        return {"type": "http.request", "body": body, "more_body": bool(body)}

    sent = [(b"content-type", b"multipart/form-data; boundary=edge")]
    request = Request({"type": "http", "method": "PUT", "headers": sent}, receive)

    async def read() -> bytes:
        async with request.form() as form:
            file = form["file"]
            assert not isinstance(file, str)
            return await file.read()

    assert asyncio.run(read()) == content


def test_the_proxy_passes_bodies_on_as_they_come_whatever_the_settings_allow():
    """Otherwise nginx keeps them in files, and refuses those over a megabyte."""
    configuration = Path(__file__).parents[4] / "docs" / "nginx.conf"
    lines = {
        line.strip() for line in configuration.read_text(encoding="utf-8").splitlines()
    }

    assert {"client_max_body_size 0;", "proxy_request_buffering off;"} <= lines
