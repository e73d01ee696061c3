"""How all tests run: properties judge what the code does, not how busy the machine is."""

from __future__ import annotations

import os
import sys

from hypothesis import HealthCheck, settings

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# Hundreds of processes are started here. Where the machine forbids bytecode, as many images do, each of them would compile
# all of postlint anew, and each worker all tests: nearly a third of what the tests cost.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
