"""A post goes in; every link with parameters that only name a campaign comes out, without them.

It is the check of `tracking-parameter` with other names; those are the rules' options.
"""

from __future__ import annotations

from postlint.checks.links.tracking_parameter import check

__all__ = ["check"]
