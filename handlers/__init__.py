"""Slack's ears and mouth, and the clock."""
