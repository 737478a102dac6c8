"""What documents name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("ARCHITECTURE.md", "CONTRIBUTING.md", "docs/invariants.md")
TOP_LEVEL = ("bsm_", "dashboard/", "docs/", "src/", "tests/")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_name_files_that_exist(document: str):
    text = (ROOT / document).read_text(encoding="utf-8")
    quoted = re.findall(r"`([^`\s<>]+/[^`\s<>]*)`", text)
    linked = re.findall(r"\]\(([^)#:]+)\)", text)
    files = {name for name in quoted if name.startswith(TOP_LEVEL)}
    folder = (ROOT / document).parent

    assert files
    missing = {
        name
        for name in files
        if not any(ROOT.glob(name)) and not any(ROOT.glob(f"src/{name}"))
    }
    assert missing | {link for link in linked if not (folder / link).exists()} == set()


def test_each_invariant_names_its_tests():
    text = (ROOT / "docs/invariants.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", text, re.MULTILINE)[1:]

    assert len(rows) > 50
    assert [invariant for invariant, tests in rows if "tests" not in tests] == []
