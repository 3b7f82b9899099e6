"""What a capable person writes in an afternoon: Bolt, a threshold on VADER, a row for each message, an ephemeral.

Slack has its answer once the row is written and the ephemeral said; or first of all, which is how Bolt does it unless
it is told otherwise: then what was answered may never be written.
"""

import sys
from datetime import UTC, datetime

import uvicorn
from slack_bolt import App
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_sdk import WebClient
from sqlmodel import Field, Session, SQLModel, create_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from tests.bench.events import SECRET

SHARP = -0.5


class Said(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    team: str
    channel: str
    person: str
    ts: str
    score: float
    at: datetime


def build(api: str, url: str, *, answers_first: bool) -> Starlette:
    engine, vader = create_engine(url), SentimentIntensityAnalyzer()
    SQLModel.metadata.create_all(engine)
    app = App(
        client=WebClient(token="xoxb-bench", base_url=api),
        signing_secret=SECRET,
        process_before_response=not answers_first,
    )

    @app.event("message")
    def hear(event: dict[str, str], client: WebClient) -> None:
        score = vader.polarity_scores(event["text"])["compound"]
        with Session(engine) as session:
            session.add(
                Said(
                    team=event["team"],
                    channel=event["channel"],
                    person=event["user"],
                    ts=event["ts"],
                    score=score,
                    at=datetime.now(UTC),
                )
            )
            session.commit()
        if score <= SHARP:
            client.chat_postEphemeral(
                channel=event["channel"], user=event["user"], text="This may land badly. Would you like to reword it?"
            )

    slack = SlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await slack.handle(request)

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"])])


if __name__ == "__main__":
    _, api, url, port, order = sys.argv
    web = build(api, url, answers_first=order == "answers-first")
    uvicorn.run(web, port=int(port), log_level="critical", access_log=False)
