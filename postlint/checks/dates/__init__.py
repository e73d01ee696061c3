"""Checks of the family dates: each module holds the code of the rule page of its name."""
