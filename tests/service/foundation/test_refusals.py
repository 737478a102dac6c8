"""One documented list of codes, complete in both directions."""

import re
from collections import Counter
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

import bsm_service.assembly.command_line  # noqa: F401 - so that every refusal of the product is known
from bsm_domain.foundation.errors import DomainError
from bsm_service.http_api.responses.problems import (
    HttpErrorCode,
    refusal_status,
)

HTTP_ERROR_STATUS: Mapping[str, HTTPStatus] = {
    HttpErrorCode.INVALID_REQUEST: HTTPStatus.UNPROCESSABLE_ENTITY,
    HttpErrorCode.UNKNOWN_HOST: HTTPStatus.BAD_REQUEST,
    HttpErrorCode.METHOD_NOT_ALLOWED: HTTPStatus.METHOD_NOT_ALLOWED,
    HttpErrorCode.BODY_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HttpErrorCode.TOO_SLOW: HTTPStatus.SERVICE_UNAVAILABLE,
    HttpErrorCode.INTERNAL_ERROR: HTTPStatus.INTERNAL_SERVER_ERROR,
}

ROOT = Path(__file__).parents[3]
ROW = re.compile(r"^\| `(\w+)` \| (\d{3}) \| (.+) \| (.+) \|$", re.MULTILINE)


def documented() -> dict[str, int]:
    rows = ROW.findall((ROOT / "docs" / "refusals.md").read_text(encoding="utf-8"))
    assert not [
        code for code, times in Counter(row[0] for row in rows).items() if times > 1
    ]
    assert all(len(cell) > 5 for row in rows for cell in row[2:])
    return {code: int(status) for code, status, *_ in rows}


def refusals() -> list[type[DomainError]]:
    found: list[type[DomainError]] = [DomainError]
    for kind in found:
        found.extend(kind.__subclasses__())
    return [kind for kind in found if kind.__module__.startswith("bsm_")]


def test_every_code_is_documented_with_its_status_and_no_other_is():
    codes = {kind.code: int(refusal_status(kind(""))) for kind in refusals()}
    edge = {str(code): int(status) for code, status in HTTP_ERROR_STATUS.items()}

    assert documented() == codes | edge


def test_every_code_of_the_edge_has_its_status():
    assert set(HTTP_ERROR_STATUS) == set(HttpErrorCode)


def test_every_refusal_has_a_code_of_its_own():
    assert [kind for kind in refusals() if "code" not in vars(kind)] == []
    codes = Counter(
        [kind.code for kind in refusals()] + [str(code) for code in HttpErrorCode]
    )
    assert [code for code, times in codes.items() if times > 1] == []


def test_codes_are_lower_case_words():
    assert [
        code for code in documented() if not re.fullmatch("[a-z]+(_[a-z]+)*", code)
    ] == []


def test_http_names_no_code_that_is_not_of_the_list():
    pattern = re.compile(r'problem\(\s*[^,()]+,\s*"(\w+)"')
    files = [*(ROOT / "src" / "bsm_service").rglob("*.py")]
    assert len(files) > 300
    for file in files:
        assert pattern.findall(file.read_text(encoding="utf-8")) == [], file.name
