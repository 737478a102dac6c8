"""Who else on the machine can read or change files: those that the product writes, and
the file of settings that it finds.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bsm_domain.foundation.formatting import count_of
from bsm_service.foundation.refusals import UnsafeSettings

# The rights of the group and of all other users of the machine.
_OTHERS_MASK = 0o077
_OTHERS_WRITE = 0o022


def use_private_umask() -> None:
    """From now on, only the user of this process can read the files it writes: they may
    contain restricted or personal data. Every entry point calls this first.
    """
    os.umask(_OTHERS_MASK)


def warn_if_open_to_others(folder: Path) -> tuple[str, ...]:
    """Warns if other users of the machine can read or change files of a data folder.
    Raises OSError if the folder cannot be examined.
    """
    if not _mode(folder) & _OTHERS_MASK:
        return ()  # nobody else gets in, whatever the modes inside
    open_paths = sorted(_open_paths(folder))
    if not open_paths:
        return ()
    (first, mode), number = open_paths[0], len(open_paths)
    what = count_of(number, "file or folder", "files and folders")
    return (
        f"other users of this machine can read or change {what} of the data folder, "
        f"for example {first} (mode {mode:o}): run 'chmod -R go= {folder}'",
    )


def _open_paths(folder: Path) -> Iterator[tuple[Path, int]]:
    """With their modes. Names alone reveal nothing, so a folder may be listed, but not
    written to.
    """
    for path in (folder, *folder.rglob("*")):
        with suppress(FileNotFoundError):  # a database's temporary file, or a dead link
            mode = _mode(path)
            if mode & (_OTHERS_WRITE if path.is_dir() else _OTHERS_MASK):
                yield path, mode


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def refuse_unsafe_file(file: Path) -> None:
    """Raises UnsafeSettings where anybody but this process's user and root could have
    written the file, or put it there; that of a symbolic link, too.
    """
    if not file.exists():
        return
    target = file.resolve()
    for path in dict.fromkeys((file.parent.resolve(), target.parent, target)):
        _refuse_if_others_write(path, path.stat(), file)
    if file.is_symlink():
        _refuse_owner(file, file.lstat(), file)


def _refuse_if_others_write(path: Path, status: os.stat_result, file: Path) -> None:
    _refuse_owner(path, status, file)
    if status.st_mode & _OTHERS_WRITE:
        raise UnsafeSettings(
            f"{file} was not read because other users of this machine can change "
            f"{path} (mode {stat.S_IMODE(status.st_mode):o}): run 'chmod go-w "
            f"{path}', or name the file with --settings if you trust it"
        )


def _refuse_owner(path: Path, status: os.stat_result, file: Path) -> None:
    if status.st_uid not in (0, os.geteuid()):
        raise UnsafeSettings(
            f"{file} was not read because {path} belongs to another user of this "
            f"machine (number {status.st_uid}): work in your own folder, or name the "
            "file with --settings if you trust it"
        )
