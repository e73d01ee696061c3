"""Findings that a run is not to report: what they are known by, the file of them, and those of an earlier look."""
