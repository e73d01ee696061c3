"""Checks of the family links: each module holds the code of the rule page of its name."""
