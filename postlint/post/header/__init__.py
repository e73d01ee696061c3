"""A header's source goes in, its entries with their spans come out.

One module per format; `postlint.post.frontmatter` chooses among them.
"""
