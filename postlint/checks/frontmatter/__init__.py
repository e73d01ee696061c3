"""Checks of the family frontmatter: each module holds the code of the rule page of its name."""
