"""The command line: `bsm --help` teaches it. A module for each kind of command."""

from bsm_service import collecting

collecting.seldom()  # before the many classes of the product are made

from bsm_service.cli.program import app  # noqa: E402

__all__ = ["app"]
