"""`levelhead` as whoever calls it from a shell meets it."""
