"""One bot to a SQLite file: the operating system keeps a second one out, and lets go when the first one dies."""

from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from storage.errors import StorageUnavailable


class AlreadyServed(Exception):
    """Another bot runs on this SQLite file."""


def hold(file: Path) -> BaseFileLock:
    """Keep every other bot out until `release`; `AlreadyServed` where one is in."""
    real = file.resolve()
    if not real.parent.is_dir():
        raise StorageUnavailable("the folder of the database file is not there")
    lock = FileLock(real.with_name(f"{real.name}-bot"), timeout=0, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise AlreadyServed("another bot runs on this database") from None
    except OSError as error:
        raise StorageUnavailable(f"the database file cannot be locked ({type(error).__name__})") from error
    return lock
