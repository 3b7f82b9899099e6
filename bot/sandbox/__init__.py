"""A small Slack of our own, on loopback: to try the bot in and to test it with."""

from bot.sandbox.clock import Clock
from bot.sandbox.person import Actor
from bot.sandbox.refusals import PersonCannot
from bot.sandbox.seeing import Screen, Shown
from bot.sandbox.server import Sandbox
from bot.sandbox.team import Team
from bot.sandbox.world import Call

__all__ = ["Actor", "Call", "Clock", "PersonCannot", "Sandbox", "Screen", "Shown", "Team"]
