"""A sentence and the place of a date in it go in, how it speaks of that date comes out: as told, as announced, or as neither.

`tense` is the door to the small grammar; `leaning` weighs what the grammar leaves open, `told_shapes` knows what stands right
beside a day; `telling` asks them for a date of a post, and until when the post was written.
"""
