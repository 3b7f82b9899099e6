"""How well the leak guard tells a run of a case's words from other talk; run with `python -m tests.leakguard`."""
