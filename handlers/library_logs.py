"""What libraries log, as structured lines of our own; of what they say, only what cannot quote anybody."""

import logging

import structlog

log = structlog.get_logger()


class Structured(logging.Handler):
    """Tells who spoke, where, and by which fixed template; what is filled into it may be somebody's words."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0] if record.exc_info else None
        log.log(
            record.levelno,
            "library_logged",
            library=record.name,
            place=f"{record.module}:{record.lineno}",
            template=str(record.msg) if record.args else "",
            error=error.__qualname__ if error else "",
        )


def route_library_logs() -> None:
    """From now on nothing that a library logs, or warns of, goes out as plain text; below warnings it is dropped.

    What comes of a call to Slack is told by who made it.
    """
    logging.basicConfig(handlers=[Structured()], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    for caller in ("slack_sdk.web", "slack_sdk.webhook"):
        logging.getLogger(caller).setLevel(logging.CRITICAL)
