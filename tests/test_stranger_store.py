"""`[web] store` in a stranger's settings: who is asked, and what the Action says of it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from postlint.cli import postlint
from tests.repository import lay


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A server that nobody is to call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


def called(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize(
    ("online", "environment", "calls"),
    [(False, "", False), (True, "", True), (True, "redis://127.0.0.1:1/0", False)],
    ids=["offline", "online", "the environment names another"],
)
def test_a_store_in_settings_is_called_only_where_links_are_asked_about_and_none_is_named_outside(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    listener: socket.socket,
    online: bool,
    environment: str,
    calls: bool,
) -> None:
    if online:
        pytest.importorskip("redis", reason="the store's client is an extra")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POSTLINT_STORE", environment)
    look_up = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *more, **names: look_up("127.0.0.1", *more, **names))
    port = listener.getsockname()[1]
    settings = f'[web]\nonline = true\nstore = "redis://127.0.0.1:{port}/0"\n'
    lay(tmp_path, {"postlint.toml": settings, "a.md": "[A page](https://pages.postlint.dev/a) of ours.\n"})
    result = CliRunner().invoke(
        postlint, ["check", "--online" if online else "--offline", "--cache-dir", "kept", "a.md"]
    )
    assert result.exit_code in (0, 1), result.output
    assert called(listener) is calls
