"""The git repository around the posts: what changed, what stood there before, and when a file came in.

In: a folder and a revision, or a patch. Out: changed lines, earlier versions, days. May import `model`, `text` and `files`.
"""
