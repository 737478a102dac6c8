"""The demonstration in files, recorded once in a process and copied for each test.

Recording it takes many times as long as copying it. Knows nothing of pytest.
"""

import shutil
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bsm_projections.databases import Place
from bsm_service.assembly.bootstrap import open_system
from bsm_service.demonstration import seed


@cache
def _stored(present: datetime) -> TemporaryDirectory[str]:
    """A data folder that nobody has open."""
    folder = TemporaryDirectory(prefix="bsm-demonstration-")
    system = open_system(
        Place(Path(folder.name)), clock=lambda: present, origin="example.org/bsm"
    )
    seed(system, present=present)
    system.close()
    return folder


def copy_demonstration(folder: Path, present: datetime) -> None:
    """Puts its databases into a data folder that has none yet."""
    shutil.copytree(_stored(present).name, folder, dirs_exist_ok=True)
