"""A post goes in; what its sentences say of amounts comes out, how much and of what, and which of them do not agree.

`reader` turns the sentences of a post into amounts. What holds between them is read from what they measure (the same unit, the
same noun) and from the part that each plays (what came in, what was spent, what is left), not from the form of the sentence:
`totals`, `products`, `fractions`, `balances`, `ages` and `stays` hold each a kind of relation.
"""

from __future__ import annotations
