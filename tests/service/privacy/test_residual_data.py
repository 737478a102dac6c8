"""The look for what is left finds words in every form in which they could lie."""

import json
import subprocess
import sys
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from systems import announce_berlin, system_in
from typer.testing import CliRunner

from bsm_projections.databases import Place, StoredRows
from bsm_service.assembly.command_line import app
from bsm_service.privacy.erasure import residual_data
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.residual_data import SearchTerms, search_residuals

NAME = "Kanári Küstenvögelin"
FORMS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "in small letters": lambda text: text.casefold().encode(),
    "UTF-16": lambda text: text.encode("utf-16-le"),
    "UTF-16, big end first": lambda text: text.encode("utf-16-be"),
    "JSON": lambda text: json.dumps(text).encode(),
    "JSON with quotes": lambda text: json.dumps(f'"{text}"').encode(),
    "an address": lambda text: quote_plus(text).encode(),
    "hex": lambda text: text.encode().hex().encode(),
    "HEX": lambda text: text.encode().hex().upper().encode(),
    "base64": lambda text: b64encode(text.encode()),
    "base64 after one byte": lambda text: b64encode(b"x" + text.encode() + b"yz"),
    "base64 after two": lambda text: b64encode(b"xy" + text.encode() + b"z"),
    "base64 of addresses": lambda text: urlsafe_b64encode(text.encode()),
    "another normal form": lambda text: normalize("NFD", text).encode(),
}


def sought(*texts: str) -> SearchTerms:
    it = SearchTerms()
    for text in texts:
        it.text("name", text)
    return it


@pytest.mark.parametrize("form", FORMS)
def test_a_word_is_found_in_every_form(tmp_path: Path, form: str):
    (tmp_path / "some").mkdir()
    file = tmp_path / "some" / "file.db-wal"
    file.write_bytes(b"\0before" + FORMS[form](NAME) + b"after\0")

    [finding] = search_residuals(sought(NAME), [tmp_path]).found
    assert (finding.what, finding.where) == ("name", str(file))
    file.write_bytes(b"\0before" + FORMS[form]("Somebody else here") + b"after\0")
    assert search_residuals(sought(NAME), [tmp_path]).found == ()


@given(cut=st.integers(1, 40), size=st.integers(1, 60))
def test_a_word_is_found_wherever_pieces_are_cut(
    tmp_path_factory: pytest.TempPathFactory, cut: int, size: int
):
    folder = tmp_path_factory.mktemp("cut")
    (folder / "file").write_bytes(b"-" * cut + NAME.encode() + b"-" * 50)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(residual_data, "_CHUNK_BYTES", size)
        result = search_residuals(sought(NAME), [folder])
    assert len(result.found) == 1
    assert result.bytes == (folder / "file").stat().st_size


def test_a_long_text_is_found_where_pages_of_a_database_cut_it(tmp_path: Path):
    text = b"a long text about an illness, longer than most"
    for at in range(1, len(text)):
        (tmp_path / "file").write_bytes(text[:at] + b"page\0" + text[at:])
        assert search_residuals(sought(text.decode()), [tmp_path]).found, at


def test_secrets_are_looked_for_as_bytes_hex_and_base64(tmp_path: Path):
    secret = bytes(range(100, 132))
    it = SearchTerms()
    it.secret("key", secret)
    for form in (secret, secret.hex().encode(), b64encode(b"x" + secret)):
        (tmp_path / "file").write_bytes(b"--" + form)
        assert [finding.what for finding in search_residuals(it, [tmp_path]).found] == [
            "key"
        ]
    (tmp_path / "file").write_bytes(secret[:-1])
    assert search_residuals(it, [tmp_path]).found == ()


def test_rows_of_numbers_alone_hold_nothing_to_look_through():
    class Numbers:
        def stored(self) -> list[StoredRows]:
            return [StoredRows("counts", 3, b""), StoredRows("names", 1, NAME.encode())]

    result = search_residuals(sought(NAME), [], {"service": Numbers()})  # type: ignore[dict-item]

    assert [finding.where for finding in result.found] == ["service: names"]
    assert result.rows == 4


def test_too_short_words_are_not_looked_for(tmp_path: Path):
    (tmp_path / "file").write_text("Anna")
    assert not sought("Anna")
    assert search_residuals(sought("Anna"), [tmp_path]).sought == 0


def test_rows_of_a_server_are_read_and_files_of_the_folder(place: Place):
    system = system_in(place)
    announce_berlin(system)
    system.identity.accounts.create("kanari-signs-in")
    result = search_residuals(
        sought("kanari-signs-in"), [place.folder], system.part(ErasureService).databases
    )
    system.close()

    where = " ".join(finding.where for finding in result.found)
    if place.url is None:
        assert "service.db" in where
        assert result.rows == 0
    else:
        assert where == "service: accounts"
        assert result.rows > 0
    assert result.files >= 3


def test_the_command_line_reads_words_from_standard_input(tmp_path: Path):
    data, log = tmp_path / "data", tmp_path / "server.log"
    system = system_in(data)
    system.identity.accounts.create("kanari-signs-in")
    system.close()
    log.write_text("somebody wrote to kanari%40canary.example.org\n")

    def scan(words: str, *more: object):
        arguments = ["scan", "--data", data, "--json", *more]
        return CliRunner().invoke(app, [*map(str, arguments)], input=words)

    output = scan("kanari-signs-in\nkanari@canary.example.org\n", "--also", log)
    assert output.exit_code == 1
    result = json.loads(output.stdout)
    assert {finding["what"] for finding in result["found"]} == {"line 1", "line 2"}
    assert "kanari" not in json.dumps([finding["what"] for finding in result["found"]])
    assert scan("nobody has this name\n").exit_code == 0
    refused = scan("abc\n")
    assert json.loads(refused.stderr)["code"] == "invalid_usage"
    absent = scan("nobody has this name\n", "--also", tmp_path / "absent")
    assert json.loads(absent.stderr)["code"] == "invalid_usage"


def test_the_search_leaves_the_locks_of_open_databases_alone(tmp_path: Path):
    """SQLite's locks end as soon as the process closes the file anywhere; the next
    process to close the database would then delete the journal under those who write.
    """
    system = system_in(tmp_path)
    announce_berlin(system)
    journal = tmp_path / "log.db-wal"
    before = journal.stat().st_ino

    search_residuals(sought(NAME), [tmp_path])
    closing = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
        "c.execute('SELECT count(*) FROM stored_events').fetchone(); c.close()"
    )
    subprocess.run([sys.executable, "-c", closing, tmp_path / "log.db"], check=True)

    assert journal.stat().st_ino == before
    system.close()
