"""The memory: tables, migrations and one store with verbs."""
