"""The text of one file becomes a Post: header, body and every fact that rules share, each with its place.

In: a text and its path. Out: a Post, and what `@fact` functions read from it. May import `words` and what lies below; it
reads no file and knows no other post. Only here markdown-it-py, PyYAML and python-frontmatter are used on posts.
"""
