"""Which text fits which address: what a link calls a thing, and what its address bears, as evidence for or against each other.

`keys` makes texts and addresses comparable, `fit` weighs one text against one address, `named` reads the links of a post with
what names them, `misplaced` weighs them against one another.
"""
