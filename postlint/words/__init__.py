"""English: which words there are, how they sound, and how fingers slip.

In: words. Out: what is known of them. May import `model` and `text`; it knows no post.
"""
