"""Empty databases in files, made once in a process and copied for each test.

To create all tables takes three times as long as to copy them. Knows nothing of pytest.
"""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_projections.databases import Place, open_database
from bsm_projections.engine.engine import Engine
from bsm_service.application.databases import PRODUCT_DATABASES
from bsm_service.application.open_databases import read_models
from bsm_service.foundation.schema_versions import PRODUCT_VERSION


class EmptyLog:
    def page(self, after: int, limit: int) -> list[LoggedFact]:
        return []


@cache
def _template() -> TemporaryDirectory[str]:
    """A folder with the product's tables, in which nothing is recorded."""
    folder = TemporaryDirectory(prefix="bsm-tables-")
    place = Place(Path(folder.name))
    for part in PRODUCT_DATABASES:
        database = open_database(place, part.name)
        part.schema.apply(database, PRODUCT_VERSION)
        if part.name == "read":
            Engine(EmptyLog(), database, read_models()).catch_up()
        database.close()
    return folder


def copy_tables(place: Place) -> None:
    """Puts them into a data folder that has no database yet."""
    folder = place.folder
    if place.url is None and not folder.is_file() and not any(folder.glob("*.db")):
        shutil.copytree(_template().name, folder, dirs_exist_ok=True)
