"""Jobs become an Outcome: posts are read, rules are run, comments silence what they name.

In: posts, each with its Plan. Out: diagnostics. May import everything below; it reads no settings and writes nothing.
"""
