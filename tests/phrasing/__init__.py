"""Tries what the phrasebook says instead."""
