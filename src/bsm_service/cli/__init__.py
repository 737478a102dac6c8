"""The command line: `bsm --help` teaches it. A module for each kind of command."""

from bsm_service.cli.program import app

__all__ = ["app"]
