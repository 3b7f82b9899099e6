"""How the sandbox says no: to the app in Slack's error codes, to a person in words."""

from typing import Any


class SlackError(Exception):
    """A Web API call that Slack refuses: its `code`, and what else the answer carries."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra


class PersonCannot(Exception):
    """Something that Slack's own screen would not let this person do."""
