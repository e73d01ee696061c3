"""postlint: a linter for posts. Text becomes a Post, Posts become Diagnostics, Diagnostics a report or a fixed text."""

__version__ = "0.1.0"
HOMEPAGE = "https://github.com/postlint/postlint"
ISSUES = f"{HOMEPAGE}/issues"
