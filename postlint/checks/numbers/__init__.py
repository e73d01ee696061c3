"""Checks of the family numbers: each module holds the code of the rule page of its name."""
