"""Checks of the family spacing: each module holds the code of the rule page of its name."""
