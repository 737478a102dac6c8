"""The assembly knows every part: what nobody joins is not there for anybody."""

import ast
from pathlib import Path

SERVICE = Path(__file__).parents[3] / "src" / "bsm_service"
KINDS = ("commands", "handlers", "lists", "routes", "verbs")
# What joins the parts, what asks them in a demonstration, and the permission table,
# which has names of verbs.
NO_SUBJECTS = ("assembly", "demonstration", "access")


def parts_of_subjects() -> dict[str, Path]:
    """Modules such as `follow_up.detail_commands`, of all kinds."""
    return {
        f"{module.parent.name}.{module.stem}": module
        for module in SERVICE.glob("*/*.py")
        if module.stem.rpartition("_")[2] in KINDS
        and module.parent.name not in NO_SUBJECTS
    }


def imported_by(module: Path) -> set[str]:
    """Names below `bsm_service` that a file imports, or imports something of."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.removeprefix("bsm_service.") for name in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            origin = node.module.removeprefix("bsm_service.")
            found |= {origin, *(f"{origin}.{name.name}" for name in node.names)}
    return found


def test_the_assembly_joins_every_part_of_every_subject():
    """By itself, or by a part of the same subject that it joins."""
    parts = parts_of_subjects()
    joined = set()
    for module in SERVICE.glob("assembly/*.py"):
        joined |= imported_by(module)
    for name in joined & {*parts}:
        own = f"{name.partition('.')[0]}."
        joined |= {
            module for module in imported_by(parts[name]) if module.startswith(own)
        }

    assert {name.rpartition("_")[2].rpartition(".")[2] for name in parts} == {*KINDS}
    assert {*parts} - joined == set()
