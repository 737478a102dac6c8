"""Checks whether a database has the tables that this version of the product needs."""

from importlib.metadata import version

from bsm_projections.databases import Database
from bsm_projections.databases.migrations import Migrations
from bsm_service.foundation.database_errors import database_refusals
from bsm_service.foundation.refusals import StoreUnavailable

PRODUCT_VERSION = version("bsm-record")


def prepare_tables(schema: Migrations, database: Database, what: str) -> None:
    """Makes the tables of an empty database; any other must have just these.

    Raises StoreUnavailable for one that is older or newer than this version knows
    (nothing is changed that somebody has not looked at first), or on a server that
    would not keep a record well.
    """
    with database_refusals(what):
        unfit = database.unfit()
        if unfit:
            raise StoreUnavailable(f"{what} cannot be used: {unfit}")
        applied_steps = schema.applied(database)
        if applied_steps == 0:
            schema.apply(database, PRODUCT_VERSION)
            return
    refuse_other_version(schema, applied_steps, what)


def refuse_other_version(schema: Migrations, applied_steps: int, what: str) -> None:
    """Raises StoreUnavailable for tables that are not those of this version."""
    refuse_newer(schema, applied_steps, what)
    known_steps = len(schema.migrations)
    if applied_steps < known_steps:
        raise StoreUnavailable(
            f"{what} has schema {applied_steps}, older than this version of the "
            f"product needs ({known_steps}); run 'bsm upgrade', which first shows what "
            "it will do"
        )


def refuse_newer(schema: Migrations, applied_steps: int, what: str) -> None:
    """Raises StoreUnavailable for steps that this version does not know."""
    known_steps = len(schema.migrations)
    if applied_steps > known_steps:
        raise StoreUnavailable(
            f"{what} has schema {applied_steps}, newer than this version of the "
            f"product knows ({known_steps}); please upgrade the product"
        )
