"""The steps by which the tables of each database become those of this version."""

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import BaseModel

from bsm_projections.databases import Database, Place, is_there, open_database
from bsm_service.application.databases import LOG, PARTS, Part
from bsm_service.event_store.acknowledged_heads import fill_empty
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.foundation.schema_versions import PRODUCT_VERSION, refuse_newer

# Seconds. A step may change millions of rows, and nobody waits for the turn meanwhile.
_PATIENCE = 3_600


class Standing(BaseModel):
    """How far a database is: the steps taken, and what each missing one does."""

    database: str
    called: str
    step: int
    missing: tuple[str, ...]


def standing(place: Place) -> tuple[Standing, ...]:
    """Looks at every database, and changes nothing."""
    return tuple(_standing(place, part) for part in PARTS)


def has_record(found: tuple[Standing, ...]) -> bool:
    """Whether there is anything to upgrade."""
    return any(one.step for one in found if one.database == LOG.name)


def refuse_nothing(place: Place) -> None:
    """Raises StoreUnavailable where there is no record; nothing is made."""
    if is_there(place, LOG.name):
        with opened(place, LOG) as database:
            return refuse_no_record(place, LOG.schema.taken(database) > 0)
    refuse_no_record(place, False)


def refuse_no_record(place: Place, is_there: bool) -> None:
    """Raises StoreUnavailable unless there is one."""
    if is_there:
        return
    where = f"folder {place.folder}" if place.url is None else "database"
    raise StoreUnavailable(
        f"there is no record in the {where}; name the right one with --data or "
        "--database, or start one with 'bsm serve' or 'bsm demo'"
    )


def upgrade(place: Place) -> tuple[Standing, ...]:
    """Takes the missing steps of every database, each database's in one transaction.

    Raises StoreUnavailable for one that is newer than this version, before any is
    touched.
    """
    found = standing(place)
    place.folder.mkdir(parents=True, exist_ok=True)
    for part, one in zip(PARTS, found, strict=True):
        if one.missing:
            with opened(place, part) as database:
                part.schema.take(database, PRODUCT_VERSION)
    if any(one.missing for one in found):
        fill_empty(place.folder)
    return standing(place)


def _standing(place: Place, part: Part) -> Standing:
    taken = 0
    if is_there(place, part.name):
        with opened(place, part) as database:
            taken = part.schema.taken(database)
    refuse_newer(part.schema, taken, part.called)
    return Standing(
        database=part.name,
        called=part.called,
        step=taken,
        missing=tuple(step.does for step in part.schema.steps[taken:]),
    )


@contextmanager
def opened(place: Place, part: Part) -> Iterator[Database]:
    """A database without asking whether its tables are those of this version."""
    database = open_database(place, part.name)
    database.silence = _PATIENCE
    try:
        yield database
    finally:
        database.close()
