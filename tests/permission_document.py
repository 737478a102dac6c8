"""Writes `docs/permissions.md` from the permission table: `make permissions`.

A test holds the document against the table, so whoever changes who may do what shows
the change in a table that auditors read.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bsm_domain.foundation.roles import Role
from bsm_service.access.permission_table import PERMISSIONS
from bsm_service.access.scopes import Scope
from bsm_service.application.command import Command, every_command
from bsm_service.assembly import subjects as subjects

DOCUMENT = Path(__file__).parent.parent / "docs" / "permissions.md"
_ROLES = (
    Role.SECRETARIAT,
    Role.CHAIR,
    Role.FOCAL_POINT,
    Role.PARTICIPANT,
    Role.AUDITOR,
    Role.LEADERSHIP,
    Role.ADMINISTRATOR,
    Role.SYSTEM,
)
_CELLS = {Scope.ANY: "yes", Scope.OWN: "own", Scope.OTHER: "other", Scope.SELF: "self"}
_INTRODUCTION = (
    "# Who may do what",
    "The table has one row for each action and one column for each role. *Yes*: the "
    "role may do it in all cases; *own*: for its own delegation only; *other*: for "
    "other delegations only; *self*: for the person themselves only; empty: not at "
    "all. *System* is the product itself, and the command line used by people with "
    "write access to the data folder.",
    "Permissions are checked when something happens, not only when a page is drawn. "
    "Items for focal points only are shown to the secretariat, the Chair and focal "
    "points, and to auditors who have a grant for a purpose and a period.",
    "Numbers that count changes count all of them: the position of an answer "
    "(`as_of`) counts every change on record, the `version` of a meeting every change "
    "of the meeting, including a session for focal points only. Without that, "
    "`If-Match` could not detect that somebody else has changed it. So a gap in these "
    "numbers shows that something was changed, but not what.",
    "`make permissions` generates this page from the declarations of commands, lists "
    "and single items, and from `src/bsm_service/access/permission_table.py`; a test "
    "checks that it is up to date.",
)


def permission_document() -> str:
    """The whole page, as Markdown."""
    commands = {command.NAME: command for command in every_command()}
    lines = [line for text in _INTRODUCTION for line in (text, "")]
    return "\n".join((*lines, *_commands(commands), "", *_others(commands), ""))


def _commands(commands: Mapping[str, type[Command]]) -> Iterator[str]:
    yield "## Commands\n"
    yield f"| command | posted to | {' | '.join(_ROLES)} |"
    yield f"|---|---|{'---|' * len(_ROLES)}"
    for name in sorted(commands):
        path = f"`{commands[name].PATH}`" if commands[name].PATH else ""
        yield f"| `{name}` | {path} | {_cells(name)} |"


def _others(commands: Mapping[str, type[Command]]) -> Iterator[str]:
    yield "## Everything else\n"
    yield f"| action | {' | '.join(_ROLES)} |"
    yield f"|---|{'---|' * len(_ROLES)}"
    for action in sorted(PERMISSIONS.keys() - commands.keys()):
        yield f"| `{action}` | {_cells(action)} |"


def _cells(action: str) -> str:
    allowed = PERMISSIONS[action]
    return " | ".join(
        _CELLS[allowed[role]] if role in allowed else "" for role in _ROLES
    )


def read_document() -> Mapping[str, Mapping[Role, Scope]]:
    """Who may do what, as the page says it."""
    scopes = {cell: scope for scope, cell in _CELLS.items()}
    rows: dict[str, Mapping[Role, Scope]] = {}
    for line in DOCUMENT.read_text().splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            answers = cells[-len(_ROLES) :]
            rows[cells[0].strip("`")] = {
                role: scopes[cell]
                for role, cell in zip(_ROLES, answers, strict=True)
                if cell
            }
    return rows


if __name__ == "__main__":
    DOCUMENT.write_text(permission_document())
