"""Whether a database has the tables that this version of the product needs."""

from importlib.metadata import version

from bsm_projections.databases import DATABASE_ERRORS, Database
from bsm_projections.databases.migrations import Migrations
from bsm_service.foundation.database_errors import refusal_for
from bsm_service.foundation.refusals import StoreUnavailable

PRODUCT_VERSION = version("bsm-record")


def prepare_tables(schema: Migrations, database: Database, what: str) -> None:
    """Makes the tables of an empty database; any other must have just these.

    Raises StoreUnavailable for one that is older or newer than this version knows
    (nothing is changed that somebody has not looked at first), or on a server that
    would not keep a record well.
    """
    try:
        unfit = database.unfit()
        if unfit:
            raise StoreUnavailable(f"{what} cannot be used: {unfit}")
        taken = schema.applied(database)
        if taken == 0:
            schema.apply(database, PRODUCT_VERSION)
            return
    except DATABASE_ERRORS as error:
        raise refusal_for(error, what) from error
    refuse_other_version(schema, taken, what)


def refuse_other_version(schema: Migrations, taken: int, what: str) -> None:
    """Raises StoreUnavailable for tables that are not those of this version."""
    refuse_newer(schema, taken, what)
    known = len(schema.migrations)
    if taken < known:
        raise StoreUnavailable(
            f"{what} has schema {taken}, older than this version of the product needs "
            f"({known}); run 'bsm upgrade', which first shows what it will do"
        )


def refuse_newer(schema: Migrations, taken: int, what: str) -> None:
    """Raises StoreUnavailable for steps that this version does not know."""
    known = len(schema.migrations)
    if taken > known:
        raise StoreUnavailable(
            f"{what} has schema {taken}, newer than this version of the product knows "
            f"({known}); please upgrade the product"
        )
