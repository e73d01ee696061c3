"""Rule pages become rules, and the patterns on them find things in posts.

In: pages and posts. Out: rules and findings. May import `post` and what lies below; the module of a coded rule is imported
when it is called.
"""
