"""The rounds to come first with on a Home: which of them somebody has a message of, and how they look."""

from bot.home_rounds import Round
from bot.messages import Place
from handlers.blocks import Block, button, clamp, quoted, section
from handlers.home_pages import Row
from handlers.rich_text import escape
from handlers.whereabouts import thread_link
from phrasebook.book import Phrasebook
from storage.boards import Board
from storage.store import Memory

SHOWN = 300
"""How much of a solution is repeated, in characters."""


def rounds_in(memory: Memory, workspace: str, person: str) -> tuple[Round, ...]:
    """The rounds of which somebody has a card or a list, whether or not anything in them waits for them."""
    found = (_round(memory, workspace, board) for board in memory.boards.all(workspace, reader=person))
    return tuple(one for one in found if one is not None)


def round_row(book: Phrasebook, url: str, one: Round) -> Row:
    """What is to be told, what waits, and the way to the message where it is done; `url` is the workspace's."""
    key = "home.first_card" if one.is_card else "home.first_list"
    text = book.say(key, left=str(one.left), all=str(len(one.tellings)))
    link = thread_link(url, one.spot) if one.spot else ""
    way = button(book.say("home.first_open"), "home_round", one.run.id) | {"url": link} if link else None
    return [section(text, accessory=way), _solution(one)]


def _solution(one: Round) -> Block:
    return quoted(clamp(escape(one.run.words.solution), SHOWN))


def _round(memory: Memory, workspace: str, board: Board) -> Round | None:
    run = memory.recoveries.find(workspace, board.run)
    if run is None:
        return None
    owner = board.reader
    tellings = () if board.is_card else memory.recoveries.tellings(workspace, board.run, owner=owner)
    spot = Place(workspace=workspace, channel=board.channel, thread=board.ts) if board.ts else None
    return Round(run=run, is_card=board.is_card, tellings=tellings, spot=spot)
