"""The file system: paths as they are shown, patterns of paths, and the folder where things are kept between runs.

In: paths. Out: paths and tests of paths. May import `model` and `text` only; it knows no post and no rule.
"""
