"""What `levelhead doctor` found: one whole sentence on each topic, and whether something is to be mended."""

from dataclasses import dataclass
from enum import StrEnum

from bot.saying import Say, Saying


class Verdict(StrEnum):
    GOOD = "good"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on one topic; `told` is a whole sentence, and says what to do where it is wrong."""

    topic: str
    verdict: Verdict
    told: str

    def line(self, say: Say) -> str:
        return say("doctor.line", mark=say(f"doctor.mark_{self.verdict}"), topic=self.topic, told=self.told)


def found(say: Say, topic: str, verdict: Verdict, key: str, **slots: str) -> Finding:
    """A finding in the words of the page `doctor`."""
    return Finding(say(f"doctor.topic_{topic}"), verdict, Saying(f"doctor.{key}", slots).told(say))
