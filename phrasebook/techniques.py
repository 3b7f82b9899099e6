"""The techniques: what each asks for, when it helps and when not, with examples to learn from."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from phrasebook.entries import Sentence, Slug
from phrasebook.pages import checked, toml_pages

ROOM = "techniques"
SLUGS = (
    "active-listening",
    "stay-calm",
    "i-statements",
    "yes-and",
    "compromise",
    "share-up",
    "no-blame",
    "depersonalize",
    "apologize",
    "prioritize-relationship",
    "stay-present",
    "humor-with-care",
    "empathy",
    "assertive-clarity",
    "adapt-style",
    "interests-not-positions",
    "open-questions",
    "plain-language",
    "clear-solutions",
    "set-expectations",
    "follow-up",
    "recovery",
)
"""All techniques of the phrasebook, in the order in which they are listed."""

Paragraph = Annotated[str, Field(min_length=20, max_length=700)]


class BeforeAfter(BaseModel):
    """A sentence as it comes out under pressure, and the same sentence after a breath."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: Sentence
    after: Sentence


class Technique(BaseModel):
    """One page: a name and a tip of one line, what it is, when it helps, when it does not, examples, source."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: Slug
    name: Annotated[str, Field(min_length=3, max_length=40)]
    tip: Annotated[str, Field(min_length=10, max_length=120)]
    what: Paragraph
    helps: Paragraph
    not_when: Paragraph
    examples: Annotated[tuple[BeforeAfter, ...], Field(min_length=2)]
    source: Sentence
    words: tuple[str, ...] = ()
    repair: tuple[Sentence, ...] = ()


def techniques(folders: tuple[Path, ...], faults: list[str]) -> dict[str, Technique]:
    """All pages by slug, in their listed order; a page of a later folder replaces the built-in one."""
    found: dict[str, Technique] = {}
    for name, raw in toml_pages(folders, ROOM, faults):
        page = checked(Technique, raw, f"{name} · page", faults)
        if page is None:
            continue
        if page.slug not in SLUGS:
            faults.append(f"{name} · {page.slug} · is not one of the techniques")
        found[page.slug] = page
    faults.extend(f"techniques · {slug} · has no page" for slug in SLUGS if slug not in found)
    return {slug: found[slug] for slug in SLUGS if slug in found}
