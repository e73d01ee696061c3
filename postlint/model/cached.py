"""A method goes in, a property that asks it once comes out: as in functools, and without the lock of Pythons before 3.12."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

__all__ = ["cached_property"]

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property
else:

    class cached_property(functools.cached_property):  # noqa: N801
        """Hundreds of values are asked of a post for the first time: taking the lock was most of what that cost."""

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            found = instance.__dict__[self.attrname] = self.func(instance)
            return found
