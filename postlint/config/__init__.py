"""TOML becomes Settings, each value with the place where it was given.

In: files and arguments. Out: Settings. Only `plan` and `commands` read them. May import `report` (for the names of formats) and
what lies below.
"""
