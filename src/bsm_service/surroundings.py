"""What around the process would make the record unsafe."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from eventsourcing.utils import strtobool

from bsm_service.refusals import InvalidSetting

# The library's own name for it. Importing its class would load its whole recorder.
_FUNCTIONS = "POSTGRES_ENABLE_DB_FUNCTIONS"


def refuse_unsafe(environment: Mapping[str, str]) -> None:
    """Raises InvalidSetting where the library was told to append by functions of the
    database: then facts appear out of order, and whoever follows the log misses some.
    """
    told = environment.get(_FUNCTIONS) or "no"
    try:
        wanted = strtobool(told)
    except ValueError:
        wanted = True
    if wanted:
        raise InvalidSetting(
            f"{_FUNCTIONS} is {told!r}: facts would appear out of order, and readers "
            "would miss some; take it out of the environment"
        )


# The rights of the group and of all other users of the machine.
_OTHERS = 0o077
_OTHERS_WRITE = 0o022


def keep_files_private() -> None:
    """Whatever this process writes from now on, only its own user may read: it may be
    restricted or personal. To be called first by every entry point.
    """
    os.umask(_OTHERS)


def open_to_others(folder: Path) -> tuple[str, ...]:
    """A warning where other users of the machine can read or change what lies in a data
    folder. Raises OSError where it cannot be looked at.
    """
    if not _mode(folder) & _OTHERS:
        return ()  # nobody else gets in, whatever the modes inside
    found = sorted(_too_open(folder))
    if not found:
        return ()
    first, number = found[0], len(found)
    what = "1 file or folder" if number == 1 else f"{number:,} files and folders"
    return (
        f"other users of this machine can read or change {what} of the data folder, "
        f"for example {first} (mode {_mode(first):o}): run 'chmod -R go= {folder}'",
    )


def _too_open(folder: Path) -> Iterator[Path]:
    """Names alone tell nothing, so a folder may be listed, but not written to."""
    for where, _, files in os.walk(folder):
        if _mode(Path(where)) & _OTHERS_WRITE:
            yield Path(where)
        for name in files:
            file = Path(where, name)
            # A temporary file of a database may have gone since it was listed.
            if not file.is_symlink() and file.exists() and _mode(file) & _OTHERS:
                yield file


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
