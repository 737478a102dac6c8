"""What the record does not need is not stored: there is no place for it."""

import re
from collections.abc import Iterator

from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_projections.databases import Place
from bsm_service.application.databases import PRODUCT_DATABASES
from bsm_service.application.system import System

_FORBIDDEN = re.compile(
    "passport|birth|born|photo|picture|portrait|nationality", re.IGNORECASE
)


def models(of: type[FrozenModel] = FrozenModel) -> Iterator[type[FrozenModel]]:
    """Every command, fact and part of one."""
    for model in of.__subclasses__():
        yield model
        yield from models(model)


def test_no_command_fact_or_detail_is_a_passport_birth_or_photograph(system: System):
    names = {name for model in models() for name in model.model_fields}
    assert {"latin_name", "delegation", "reason"} <= names
    assert not [name for name in names if _FORBIDDEN.search(name)]


def test_no_table_has_a_column_for_them(place: Place, system: System):
    columns = set[str]()
    for database in (
        system.vault.database,
        system.store.database,
        system.identity.database,
    ):
        with database.connection() as connection:
            for product in PRODUCT_DATABASES:
                for table in product.backup_tables:
                    if database.has_table(connection, table):
                        rows = connection.execute(f"SELECT * FROM {table} LIMIT 0")
                        columns |= {column[0] for column in rows.description}
    assert {"participant", "sealed", "hash"} <= columns
    assert not [column for column in columns if _FORBIDDEN.search(column)]
