"""What tests start in processes of their own."""

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from forked_processes import ForkedProcess


def test_a_process_runs_no_main_module_that_a_test_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = ModuleType("__main__")
    page.__file__ = "a page that is not there.py"
    monkeypatch.setitem(sys.modules, "__main__", page)

    process = ForkedProcess(os.mkdir, tmp_path / "made")

    assert process.wait() == 0
    assert (tmp_path / "made").exists()
