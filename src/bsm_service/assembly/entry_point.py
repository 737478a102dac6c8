"""The command line: `bsm --help` teaches it. A module for each kind of command."""

from bsm_service.foundation import garbage_collection as collecting

collecting.seldom()  # before the many classes of the product are made

from bsm_service.assembly.command_line import app  # noqa: E402

__all__ = ["app"]
