"""Light edits of a passage, as people make them when they pass on what they read; one edit for every twelve words."""

import re
from collections.abc import Callable, Mapping

from tests.leakguard.texts import Writer

Words = list[str]
Edit = Callable[[Writer, Words], Words]

SWAPS = {
    "said": "told us",
    "very": "really",
    "wants": "demands",
    "because": "since",
    "after": "following",
    "never": "not once",
    "while": "as",
    "lost": "mislaid",
}
DRESSES: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.lower,
    lambda text: re.sub(r"[.!?,]", "", text),
    lambda text: text.replace(" ", "  ").replace(",", " -"),
    lambda text: f"*{text}*",
)
QUOTES: tuple[Callable[[str], str], ...] = (
    lambda text: f"“{text.replace(chr(39), '’')}”",
    lambda text: f"« {text.replace(chr(39), '’')} »",
    lambda text: f"„{text.replace(chr(39), '‘')}“",
    lambda text: f'"{text.replace(chr(39), "´")}"',
    lambda text: f"> {text}".replace("\n", "\n> "),
    lambda text: f"&gt; {text}".replace("\n", "\n&gt; "),
)
FACES = ("🙄", "😡", "🤷‍♀️", "❤️", "👋🏽", ":joy:", ":wave::skin-tone-3:", "…", "(!)")


def misspelt(writer: Writer, words: Words) -> Words:
    place, chance = writer.chance.randrange(len(words)), writer.chance
    word = words[place]
    at = chance.randrange(len(word))
    gone, twice, wrong = word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], f"{word[:at]}e{word[at + 1 :]}"
    typo = chance.choice([gone, twice, wrong])
    return [*words[:place], *([typo] if typo else []), *words[place + 1 :]]


def swapped(writer: Writer, words: Words) -> Words:
    place = writer.chance.randrange(len(words))
    other = SWAPS.get(words[place], writer.line(writer.chance.choice(["word", "noun", "firstname"])))
    return [*words[:place], other, *words[place + 1 :]]


def dropped(writer: Writer, words: Words) -> Words:
    place = writer.chance.randrange(len(words))
    return [*words[:place], *words[place + 1 :]]


def added(writer: Writer, words: Words) -> Words:
    place = writer.chance.randrange(len(words))
    return [*words[:place], writer.line("word"), *words[place:]]


def turned(writer: Writer, words: Words) -> Words:
    place = writer.chance.randrange(len(words) - 1)
    return [*words[:place], words[place + 1], words[place], *words[place + 2 :]]


def new_edge(writer: Writer, words: Words) -> Words:
    if writer.chance.random() < 0.5:
        return [*writer.line("opener").split(), *words[2:]]
    return [*words[:-2], *writer.line("closer").split()]


def dressed(writer: Writer, words: Words) -> Words:
    return writer.chance.choice(DRESSES)(" ".join(words)).split(" ")


def quoted(writer: Writer, words: Words) -> Words:
    return writer.chance.choice(QUOTES)(" ".join(words)).split(" ")


def with_faces(writer: Writer, words: Words) -> Words:
    """A face behind every fourth word or so, with a space or without."""
    chance = writer.chance
    return [
        word + chance.choice(["", " "]) + chance.choice(FACES) if chance.random() < 0.25 else word for word in words
    ]


def anything(writer: Writer, words: Words) -> Words:
    return writer.chance.choice([misspelt, swapped, dropped, added, turned, new_edge])(writer, words)


EDITS: Mapping[str, Edit | None] = {
    "pasted": None,
    "a typo": misspelt,
    "a word swapped": swapped,
    "a word dropped": dropped,
    "a word added": added,
    "two words turned round": turned,
    "an edge rewritten": new_edge,
    "other case and punctuation": dressed,
    "other quotation marks": quoted,
    "faces among the words": with_faces,
    "any of these, in other clothes": anything,
}
"""What may happen to a passage on its way."""


def edited(writer: Writer, passage: str, how: str) -> str:
    """The passage after the edit of that name: of its words one in twelve, of its look all."""
    edit, words = EDITS[how], passage.split()
    if edit is None:
        return passage
    if edit in (dressed, quoted, with_faces):
        return " ".join(edit(writer, words))
    for _ in range(max(1, round(len(words) / 12))):
        words = edit(writer, words)
    return " ".join(dressed(writer, words) if edit is anything else words)
