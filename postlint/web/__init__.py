"""An address becomes what the web answers; the only importer of httpx, and imported only when somebody asks.

In: URLs. Out: verdicts and pages. May import `post` and what lies below, not `site`.
"""
