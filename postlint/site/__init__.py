"""A folder of posts becomes a Site: generator, addresses, anchors, words and habits.

In: a folder and what is told of it. Out: a Site, and what can be asked of it. May import `post` and what lies below, not `web`.
"""
