"""Reads a list of accounts pasted from a spreadsheet: one line each, with name, role
and State.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bsm_domain.foundation.errors import InvalidValue, RowErrors
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.roles import Role
from bsm_service.accounts.administration.new_accounts import (
    MAX_NEW_ACCOUNTS,
    NewAccount,
)
from bsm_service.documents.delimiters import delimiter_of
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.names.delegation_names import DelegationNames

_COLUMNS: tuple[str, ...] = ("name", "role", "delegation")
# The accepted headings, folded.
_HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(
        ("NAME", "ACCOUNT", "USER", "USER NAME", "SIGN IN NAME", "E MAIL", "EMAIL"),
        "name",
    ),
    **dict.fromkeys(("E MAIL ADDRESS", "EMAIL ADDRESS", "MAIL"), "name"),
    "ROLE": "role",
    **dict.fromkeys(
        ("STATE", "PARTICIPATING STATE", "DELEGATION", "COUNTRY"), "delegation"
    ),
}
_ROLES: Mapping[str, Role] = {
    **{fold_text(role): role for role in Role if role is not Role.SYSTEM},
    "NATIONAL FOCAL POINT": Role.FOCAL_POINT,
    "NFP": Role.FOCAL_POINT,
}
_SEPARATOR_NAMES = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "bars"}
_MAX_LENGTH = 200_000  # characters
_TOO_MANY = f"enter at most {MAX_NEW_ACCOUNTS:,} lines at once"


def read_account_list(
    text: str, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[NewAccount, ...]:
    """The accounts of a list, all with the same period. Cells are separated by tabs,
    semicolons or commas; the first line may name the columns. Roles and States are
    given by code or name. Raises InvalidValue, which names each wrong line by its
    number and field.
    """
    errors, accounts = RowErrors("accounts"), list[NewAccount]()
    columns, names = _COLUMNS, DelegationNames()
    lines = list(_lines(text))
    delimiter = _delimiter(text)
    if lines and lines[0][0] == 1 and (headings := _headings(lines[0][1])):
        columns = headings
        del lines[0]
    if len(lines) > MAX_NEW_ACCOUNTS:
        raise InvalidValue(_TOO_MANY)
    for number, cells in lines:
        if len(cells) > len(columns):
            error = InvalidValue(
                f"the line has more than {count_of(len(columns), 'cell')}"
            )
            errors.add(number, "line", error)
            continue
        values = dict(zip(columns, cells, strict=False))
        account_errors = list(_cell_errors(values, names, proposes=errors.lists_next))
        if account_errors and len(cells) < len(columns):
            account_errors = _separator_errors(delimiter, cells) or account_errors
        for field, sentence in account_errors:
            errors.add(number, field, InvalidValue(sentence))
        if not account_errors:
            state = values.get("delegation")
            accounts.append(
                NewAccount(
                    number,
                    values["name"],
                    _ROLES[fold_text(values["role"])],
                    names.code_of(state) if state else None,
                    since,
                    until,
                )
            )
    errors.raise_if_any()
    if not accounts:
        raise InvalidValue("enter at least one line with a name and a role")
    return tuple(accounts)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of non-empty lines, by line number. Raises InvalidValue."""
    if len(text) > _MAX_LENGTH:
        raise InvalidValue(_TOO_MANY)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any("\n" in cell or "\r" in cell for cell in cells):
                raise InvalidValue(
                    f"the lines up to line {reader.line_num} are one cell, because it "
                    "begins with a quotation mark; remove the quotation mark"
                )
            cells = [" ".join(cell.split()) for cell in cells]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield reader.line_num, cells
    except csv.Error as error:
        raise InvalidValue(f"line {reader.line_num} cannot be read: {error}") from None


def _delimiter(text: str) -> str:
    return "\t" if "\t" in text else delimiter_of(text) or ";"


def _separator_errors(delimiter: str, cells: Sequence[str]) -> list[tuple[str, str]]:
    """That a line is separated by other characters than the list, if it is."""
    others = [other for other in _SEPARATOR_NAMES if other != delimiter]
    found = next((other for other in others if any(other in c for c in cells)), None)
    if found is None:
        return []
    return [
        (
            "line",
            f"the line has {_SEPARATOR_NAMES[found]} where the list has "
            f"{_SEPARATOR_NAMES[delimiter]}; separate the cells of every line alike",
        )
    ]


def _headings(cells: list[str]) -> tuple[str, ...] | None:
    """The columns named in a first line; None if it is already an account. Raises
    InvalidValue for headings that are missing or unknown.
    """
    columns = [_HEADINGS.get(fold_text(cell)) for cell in cells]
    if "role" not in columns:
        return None
    for cell, column in zip(cells, columns, strict=True):
        if column is None or columns.count(column) > 1:
            raise InvalidValue(
                f"unknown column “{cell[:60]}”; use the columns name, role and State"
            )
    if "name" not in columns:
        raise InvalidValue("there is no column “Name” or “E-mail”; add one")
    return tuple(column for column in columns if column)


def _cell_errors(
    values: Mapping[str, str], names: DelegationNames, *, proposes: bool
) -> Iterator[tuple[str, str]]:
    """The errors in a line's cells: field and sentence, which `proposes` similar names
    of States.
    """
    if not values.get("name"):
        yield "name", "please enter a name"
    role = values.get("role", "")
    if fold_text(role) not in _ROLES:
        known = ", ".join(
            known.replace("-", " ") for known in Role if known is not Role.SYSTEM
        )
        problem = f"“{role[:60]}” is not a role" if role else "please enter a role"
        yield "role", f"{problem} (roles: {known})"
    state = values.get("delegation", "")
    if state and not names.code_of(state):
        suggestion = names.suggestion(state, compares=proposes)
        yield "State", f"“{state[:60]}” is not a known State{suggestion}"
