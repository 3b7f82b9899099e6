"""A small Slack of our own, on loopback: to try the bot in and to test it with."""
