"""A post goes in; its words and phrases come out where they stand, with what their place says for and against a slip."""
