"""A session in headless Neovim: open, type, diagnostics, every safe fix applied, and the file is what --fix makes of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import postlint

NEOVIM = shutil.which("nvim")
SCRIPT = Path(__file__).with_name("neovim.lua")
TEXT = "---\r\ntitle: 😀 A day\r\n---\r\n\r\n😀 We saw teh sea.\r\n"
TYPED = "\r\n😀😀 It was the the end, and we recieve rain.\r\n"


@pytest.mark.skipif(NEOVIM is None, reason="Neovim is not installed")
def test_a_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pygls", reason="the language server is an extra: pip install 'postlint[lsp]'")
    monkeypatch.chdir(tmp_path)
    for name, text in (("post.md", TEXT), ("fixed.md", TEXT + TYPED)):
        (tmp_path / name).write_bytes(text.encode())
    CliRunner().invoke(postlint, ["check", "--fix", "fixed.md"])
    surroundings = {**os.environ, "POSTLINT_PYTHON": sys.executable, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [NEOVIM or "", "--headless", "--clean", "-c", f"luafile {SCRIPT}", "post.md"]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "post.md").read_bytes() == (tmp_path / "fixed.md").read_bytes()
    assert "the end, and we receive rain" in (tmp_path / "post.md").read_text()
