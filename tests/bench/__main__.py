"""`python tests/bench`: the tests' folder is where its modules are imported from."""

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)
runpy.run_module("bench.command_line", run_name="__main__")
