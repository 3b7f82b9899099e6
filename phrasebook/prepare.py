"""What in a message are the writer's own words: quotes, code, links and mentions are set aside, and nothing moves."""

import re

PERSON = "\ue000"
THING = "\ue001"
LONGEST_HEAD = 4_000
LONGEST_TAIL = 1_500

# Every alternative forbids the character that opens it, or is bounded, so that the whole scan stays linear.
_ASIDE = re.compile(
    r"""
      (?P<code>```(?s:.*?)(?:```|\Z) | `[^`\n]+`)
    | ^[ \t]*(?P<rest>(?:>>>|&gt;&gt;&gt;)(?s:.*))
    | ^[ \t]*(?P<quote>(?:>|&gt;)[^\n]*)
    | (?P<person><@[^<>\n]{1,80}> | <!(?:subteam\^|here|channel|everyone)[^<>\n]{0,80}>)
    | (?P<thing><[\#!][^<>\n]{1,80}>)
    | <(?:https?|mailto|tel|slack):[^<>|\s]*\|(?P<label>[^<>\n]*)>
    | (?P<link><(?:https?|mailto|tel|slack):[^<>|\s]*> | \b(?:https?://|www\.)\S+)
    | (?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.-]+)
    """,
    re.VERBOSE | re.MULTILINE,
)
# Lines that a machine wrote: logs, stack traces, statements and prompts.
_MACHINE = re.compile(
    r"""^[ \t]*(?:
        \[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^\n]* | \[?\d\d:\d\d:\d\d[^\n]*
      | (?:\[?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE|CRITICAL)\]?[:\ \[])[^\n]*
      | Traceback\ \(most[^\n]* | File\ "[^"\n]*",\ line\ \d[^\n]* | at\ [\w.$<>]+\([^\n]*
      | [A-Za-z_.]{0,60}(?:Error|Exception):[^\n]*
      | (?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH)\ [^\n]*;[ \t]*$
      | [$]\ \w[^\n]*
    )""",
    re.VERBOSE | re.MULTILINE,
)
_MACHINE_TRIGGERS = re.compile(r"\d:\d\d|[A-Z]{4}|Traceback|File \"|at [\w.$<>]+\(|Error|Exception|\$ ")
_TRIGGERS = re.compile(r"[`<>@]|&gt;|https?:|www\.")
_CURLY = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "\u00a0": " "})
_MARKS = {"person": PERSON, "code": THING, "thing": THING, "link": THING, "mail": THING}


def own_words(text: str) -> str:
    """The text with all that is not the writer's talk blanked out; every kept character stays at its offset."""
    kept = _ASIDE.sub(_blank, text) if _TRIGGERS.search(text) else text
    if _MACHINE_TRIGGERS.search(kept):
        kept = _MACHINE.sub(lambda line: "\n" * len(line.group()), kept)
    return kept if kept.isascii() else kept.translate(_CURLY)


def bounds(length: int) -> tuple[tuple[int, int], ...]:
    """The parts of a text that are read: all of it, or the beginning and the end of a very long one."""
    if length <= LONGEST_HEAD + LONGEST_TAIL:
        return ((0, length),)
    return ((0, LONGEST_HEAD), (length - LONGEST_TAIL, length))


def _blank(found: re.Match[str]) -> str:
    whole = found.group()
    kind = found.lastgroup or ""
    if kind == "label":
        before = found.start("label") - found.start()
        return " " * before + found.group("label") + " " * (len(whole) - before - len(found.group("label")))
    if kind in ("quote", "rest"):
        return "\n" * len(whole)
    return _MARKS[kind] + " " * (len(whole) - 1)
