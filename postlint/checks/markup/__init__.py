"""Checks of the family markup: each module holds the code of the rule page of its name."""
