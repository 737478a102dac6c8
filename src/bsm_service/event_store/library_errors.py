"""Refusals as errors of the library."""

from collections.abc import Iterator
from contextlib import contextmanager

from eventsourcing.persistence import DataError, IntegrityError, OperationalError

from bsm_domain.foundation.errors import Conflict, DomainError
from bsm_projections.databases import DATABASE_ERRORS
from bsm_service.foundation.refusals import StoreBusy, StoreUnavailable


@contextmanager
def library_errors() -> Iterator[None]:
    """The product's refusals, and databases' errors, as errors of the library."""
    try:
        yield
    except Conflict as error:
        raise IntegrityError(str(error)) from error
    except (StoreBusy, StoreUnavailable, *DATABASE_ERRORS) as error:
        raise OperationalError(str(error)) from error
    except DomainError as error:
        raise DataError(str(error)) from error
