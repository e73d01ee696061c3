"""Diagnostics become a repaired text, or comments that silence them.

In: a text and its diagnostics. Out: a text. May import `counts` and what lies below, not `report`.
"""
