"""A header's source goes in, its entries with their spans come out: one module per format, `postlint.post.frontmatter` chooses."""
