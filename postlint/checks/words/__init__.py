"""Checks of the family words: each module holds the code of the rule page of its name."""
