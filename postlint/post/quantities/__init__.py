"""A post goes in; every quantity that its text names comes out, and the claims about them that do not hold.

The way of a claim: `reader` turns a text into quantities and the shape of the words between them; `sums`, `changes`, `lengths`,
`tables` and `zones` hold each a kind of claim and check it. A claim is a `Contradiction`: where it stands, and what is wrong.
"""

from __future__ import annotations
