"""A window on somebody's screen: what it shows next, unless they have closed it meanwhile."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.blocks import Block, modal, section
from phrasebook.book import Phrasebook


def show_next(client: WebClient, view_id: str, view: Block) -> None:
    """Show another state of an open window; whoever has closed it sees nothing, which is theirs to choose.

    Raises what slack_sdk raises for any other refusal.
    """
    try:
        client.views_update(view_id=view_id, view=view)
    except SlackApiError as error:
        if error.response.get("error") != "not_found":
            raise


def gone_window(book: Phrasebook) -> Block:
    """What stands in place of a form that is too old, or was made for somebody else."""
    return modal("told", book.say("why.plain_title"), book.say("why.close"), [section(book.say("why.gone_window"))])
