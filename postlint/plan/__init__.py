"""Paths and settings become the files to check, each with the Plan that holds for it.

In: what was asked. Out: targets and plans. Everything is decided here: below, nobody reads settings.
"""
