"""People who use everything there is: so that every kind of payload is sent once as it should be."""

from collections.abc import Iterable
from contextlib import suppress

from bot.sandbox.person import Actor
from bot.sandbox.refusals import PersonCannot
from bot.sandbox.seeing import Screen, Shown
from bot.sandbox.server import Sandbox

SHARP = "As I already told you, you should have read the docs."
COMMANDS = (
    "/rephrase you always leave this to me",
    "/escalate she shouted at me about the export",
    "/followup 3h check the refund",
    "/followup list",
    "/followup settings",
    "/phrasebook refund late",
    "/phrasebook yes-and",
    "/practice",
    "/practice list",
    "/levelhead help",
    "/levelhead status",
    "/levelhead mute",
    "/levelhead unmute all",
    "/levelhead hints keen",
    "/levelhead settings",
    "/levelhead hours",
    "/levelhead case",
    "/levelhead resolve",
    "/levelhead guard on",
    "/levelhead recover",
    "/levelhead team",
    "/levelhead nonsense",
    "/levelhead forget",
)
SHORTCUTS = ("follow_up", "help_me_answer", "share_up", "about_case", "rephrase_my_message")
DEPTH = 3
"""Windows that open from windows."""
TYPED = "By noon tomorrow."


def use_everything(slack: Sandbox) -> None:
    """Talk, type every command, use every shortcut, and press what there is to press."""
    slack.person("Sam").invite("#random", "Levelhead")
    talk(slack)
    for name in ("Ada", "Ana"):
        person = slack.person(name)
        for typed in COMMANDS:
            for channel in ("#support", "#cust-cleo"):
                with suppress(PersonCannot):
                    person.command(typed, channel)
            look(slack, person)
        person.global_shortcut("check_my_draft")
        look(slack, person)
        for shortcut in SHORTCUTS:
            for shown in person.sees("#cust-cleo") if name == "Ana" else ():
                with suppress(PersonCannot):
                    person.shortcut(shortcut, "#cust-cleo", shown.ts)
                look(slack, person)
        person.open_home()
        look(slack, person)
        press_all(slack, person, [*person.ephemerals(), *person.dms()])
    slack.person("Ben").change(tz="Asia/Tokyo")
    rest(slack)


def talk(slack: Sandbox) -> None:
    ana, cleo = slack.person("Ana"), slack.person("Cleo")
    asked = cleo.say("#cust-cleo", "Our export stops at row 500. We need it for the audit.")
    first = ana.say("#cust-cleo", "I'll get back to you in 3 hours.", thread=asked)
    cleo.say("#cust-cleo", "I'm still waiting! This is the third time I have to ask. Unacceptable.", thread=asked)
    sharp = ana.say("#support", SHARP)
    rest(slack)
    ana.edit("#support", sharp, f"{SHARP} > again\n```and code```")
    ana.edit("#cust-cleo", first, "I'll get back to you by 5pm.")
    ana.delete("#support", sharp)
    ana.say("@Levelhead", "What can you do?")
    rest(slack)


def look(slack: Sandbox, person: Actor) -> None:
    """What has opened before somebody: press what stands in it, send it in, close it."""
    rest(slack)
    for _ in range(DEPTH):
        window = person.modal
        if window is None:
            return
        press_all(slack, person, [window])
        with suppress(PersonCannot):
            person.submit(dict.fromkeys(inputs(person.modal), TYPED))
        rest(slack)
    with suppress(PersonCannot):
        person.close(everything=True)


def inputs(window: Screen | None) -> list[str]:
    """The names of the fields that are typed into."""
    blocks = window.blocks if window else ()
    return [block["block_id"] for block in blocks if (block.get("element") or {}).get("type") == "plain_text_input"]


def press_all(slack: Sandbox, person: Actor, places: Iterable[Shown | Screen]) -> None:
    for place in places:
        for words in dict.fromkeys(place.buttons):
            with suppress(PersonCannot):
                person.press(words, on=place)
            rest(slack)


def rest(slack: Sandbox) -> None:
    slack.settle(30)
