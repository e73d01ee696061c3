"""Checks of the family suppressions: each module holds the code of the rule page of its name."""
