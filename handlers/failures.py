"""Errors told by their cause and place, without anybody's words."""

import traceback

import structlog

log = structlog.get_logger()


def report(where: str, error: BaseException) -> None:
    """Log a failure with its traceback; messages of exceptions are left out, since they may quote people."""
    log.error("failure", where=where, causes=_causes(error))


def _causes(error: BaseException | None) -> list[dict[str, object]]:
    causes: list[dict[str, object]] = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        causes.append({"error": type(error).__qualname__, "traceback": places})
        error = error.__cause__ or error.__context__
    return causes
