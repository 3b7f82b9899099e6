"""What can go wrong with the memory, in sentences without values."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    PendingRollbackError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class StorageUnavailable(Exception):
    """The database cannot be reached, is too busy, or has no room; nothing was remembered as far as is known."""


OUR_OWN_FAULTS = (DataError, IntegrityError, NotSupportedError, ProgrammingError)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what a database says when it is down, busy or full into `StorageUnavailable`; our own faults stay."""
    try:
        yield
    except OUR_OWN_FAULTS:
        raise
    except (DBAPIError, PoolTimeoutError, PendingRollbackError) as error:
        cause = getattr(error, "orig", None) or error
        raise StorageUnavailable(f"the database did not answer as it should ({type(cause).__name__})") from error
