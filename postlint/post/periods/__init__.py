"""A post goes in; the quarter, month or year that it looks back on comes out, and what its text says of that and of others."""
