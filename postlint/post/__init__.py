"""Text goes in, a Post comes out; the only importer of markdown-it-py and python-frontmatter."""
