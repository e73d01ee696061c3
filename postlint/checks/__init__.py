"""The rules that are code: one module each, named after its page, in the folder of its family.

In: what the parameters of `check` name (a post, its site, the web, options). Out: findings. May import `site`, `web` and what
lies below, and no other rule: what two rules need is a fact of the post or of the site.
"""
