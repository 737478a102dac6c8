"""Files that are the same for everybody are compressed once, and kept by browsers."""

import gzip
from collections.abc import Mapping
from pathlib import Path

import brotli
import pytest
from service.http_api.http_examples import outermost_layer
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from bsm_service.http_api import static_files
from bsm_service.http_api.middleware.accept_encoding import (
    CompressionMiddleware,
    accepted_encodings,
)
from bsm_service.http_api.static_files import CACHE_FOR_A_YEAR, REVALIDATE, StaticFile

# Longer than one piece in which an answer is sent.
SCRIPT = b"export const answer = 42;\n" * 10_000
NOISE = bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((), ()),
        (("",), ()),
        (("gzip, deflate, br, zstd",), ("br", "gzip")),
        (("gzip",), ("gzip",)),
        (("x-gzip",), ("gzip",)),
        (("GZIP;Q=0.5, BR;q=0.4",), ("gzip", "br")),
        (("br;q=0, gzip",), ("gzip",)),
        (("br;q=0.000, gzip;q=0",), ()),
        (("gzip;q=1.0, br;q=0.8",), ("gzip", "br")),
        (("*",), ("br", "gzip")),
        (("*;q=0",), ()),
        (("*;q=0.1, br;q=0",), ("gzip",)),
        (("identity",), ()),
        (("identity;q=1, *;q=0.5",), ("br", "gzip")),
        (("gzip", "br"), ("br", "gzip")),  # two lines of the same header
        (("br;q=2, gzip;q=",), ()),
        (("br;level=4, brx, xgzip",), ()),
        ((",;,br ; q=0.3 ,",), ("br",)),
    ],
)
def test_only_what_a_client_takes_is_sent_to_it(
    values: tuple[str, ...], expected: tuple[str, ...]
):
    assert accepted_encodings(values) == expected


@pytest.fixture
def script(tmp_path: Path) -> TestClient:
    path = tmp_path / "a.js"
    path.write_bytes(SCRIPT)
    return client(StaticFile(path, "text/javascript", CACHE_FOR_A_YEAR))


def client(file: StaticFile) -> TestClient:
    found = TestClient(file, raise_server_exceptions=True)
    found.headers.pop("accept-encoding")
    return found


def raw(
    of: TestClient, method: str = "GET", **headers: str
) -> tuple[int, bytes, Mapping[str, str]]:
    """Status, the bytes as they were sent, and the headers."""
    request_headers = {name.replace("_", "-"): value for name, value in headers.items()}
    with of.stream(method, "/", headers=request_headers) as answer:
        return answer.status_code, b"".join(answer.iter_raw()), answer.headers


def test_each_encoding_has_the_same_content_and_a_tag_of_its_own(script: TestClient):
    response_headers = {
        name: raw(script, accept_encoding=name) for name in ("br", "gzip", "identity")
    }

    assert {status for status, _, _ in response_headers.values()} == {200}
    assert brotli.decompress(response_headers["br"][1]) == SCRIPT
    assert gzip.decompress(response_headers["gzip"][1]) == SCRIPT
    assert response_headers["identity"][1] == SCRIPT
    assert len({headers["etag"] for _, _, headers in response_headers.values()}) == 3
    for name, (_, body, headers) in response_headers.items():
        assert headers.get("content-encoding", "identity") == name
        assert headers["content-length"] == str(len(body))
        assert headers["content-type"] == "text/javascript; charset=utf-8"
        assert headers["vary"] == "Accept-Encoding"
        assert headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_file_is_compressed_once_whoever_asks(
    script: TestClient, monkeypatch: pytest.MonkeyPatch
):
    compressed: list[int] = []

    def counted(body: bytes) -> bytes:
        compressed.append(len(body))
        return brotli.compress(body)

    monkeypatch.setitem(static_files._COMPRESS, "br", counted)

    answers = [raw(script, accept_encoding="br")[1] for _ in range(3)]

    assert compressed == [len(SCRIPT)]
    assert len(set(answers)) == 1


@pytest.mark.parametrize("encoding", ["br", "identity"])
def test_head_tells_what_get_would(script: TestClient, encoding: str):
    _, body, got = raw(script, accept_encoding=encoding)
    status, nothing, told = raw(script, "HEAD", accept_encoding=encoding)

    assert (status, nothing) == (200, b"")
    assert told["content-length"] == str(len(body))
    assert dict(told) == dict(got)


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_who_has_a_copy_is_not_sent_another(script: TestClient, encoding: str):
    tag = raw(script, accept_encoding=encoding)[2]["etag"]

    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        status, body, headers = raw(
            script, accept_encoding=encoding, if_none_match=known
        )
        assert (status, body, headers["etag"]) == (304, b"", tag)
        assert "content-length" not in headers
    other = "gzip" if encoding == "br" else "br"
    assert raw(script, accept_encoding=other, if_none_match=tag)[0] == 200


def test_a_part_is_of_the_file_as_it_is(script: TestClient):
    status, body, headers = raw(script, accept_encoding="br", range="bytes=7-11")

    assert (status, body) == (206, SCRIPT[7:12])
    assert "content-encoding" not in headers


def test_a_part_of_another_form_begins_anew(script: TestClient):
    tag = raw(script, accept_encoding="br")[2]["etag"]

    status, body, _ = raw(
        script, accept_encoding="br", range="bytes=7-11", if_range=tag
    )

    assert (status, body) == (200, SCRIPT)


@pytest.mark.parametrize("kind", ["font/woff2", "image/png", "text/plain"])
def test_what_would_not_be_smaller_is_not_compressed(tmp_path: Path, kind: str):
    path = tmp_path / "noise"
    path.write_bytes(brotli.compress(NOISE * 10))

    status, body, headers = raw(
        client(StaticFile(path, kind)), accept_encoding="br, gzip"
    )

    assert (status, body) == (200, path.read_bytes())
    assert "content-encoding" not in headers


def test_an_address_with_the_content_in_it_is_good_for_a_year():
    file = StaticFile(b"one", "text/css")
    asking = client(file)
    address = file.versioned("/a.css")

    assert asking.get(address).headers["cache-control"] == CACHE_FOR_A_YEAR
    assert asking.get("/a.css").headers["cache-control"] == REVALIDATE
    assert asking.get("/a.css?v=older").headers["cache-control"] == REVALIDATE
    assert StaticFile(b"two", "text/css").versioned("/a.css") != address


def test_pages_about_accounts_are_not_compressed_and_others_as_clients_ask():
    seen: list[str | None] = []

    async def told(request: Request) -> PlainTextResponse:
        seen.append(request.headers.get("accept-encoding"))
        return PlainTextResponse("")

    inside = Starlette(
        routes=[Mount("/", routes=[Route("/{path:path}", told)])],
        middleware=[Middleware(outermost_layer), Middleware(CompressionMiddleware)],
    )
    asking = TestClient(inside, headers={"accept-encoding": "gzip;q=0, br, deflate"})
    for path in ("/account", "/account/sign-in", "/account/static/a.css", "/accounts"):
        asking.get(path)

    assert seen == [None, None, "br", "br"]
