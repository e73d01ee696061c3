"""How all tests run: properties judge what the code does, not how busy the machine is."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# Hundreds of processes are started here. Where the machine forbids bytecode, as many images do, each of them would compile
# all of postlint anew, and each worker all tests: nearly a third of what the tests cost.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# What is kept between runs lies with the tests and not with whoever runs them: folders of theirs have the same names again, and
# what was found there in an earlier run is no finding of this one. What pip has loaded stays where it is.
os.environ.setdefault("PIP_CACHE_DIR", str(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pip"))
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="postlint-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)


@pytest.fixture(autouse=True, scope="session")
def _elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests begin in an empty folder: else a post without one of its own is a page of the project, and all of that is read."""
    with contextlib.chdir(tmp_path_factory.mktemp("elsewhere")):
        yield
