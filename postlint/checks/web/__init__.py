"""Checks of the family web: each module holds the code of the rule page of its name."""
