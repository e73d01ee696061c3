"""All diagnostics become those that count: caused by a change, and in no baseline.

In: an Outcome. Out: an Outcome with fewer diagnostics. May import `engine` and what lies below.
"""
