"""The judgement: what is worth saying, to whom and when, as pure functions on plain values."""
