"""What is kept between runs: every field, for as long as its verdict counts, through kills and other runs at the same time."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.post.answers import Answer, Hop, Verdict
from postlint.web.store import DAY, FILE, HOUR, LIFE, Store, remove_store

NOW = 1_700_000_000.0
words = st.text(max_size=20)
moments = st.floats(0, 2e9, allow_nan=False)
keys = st.frozensets(st.integers(0, 2**48 - 1), max_size=5)
answers = st.builds(
    Answer, url=words, verdict=st.sampled_from(Verdict), reason=words, status=st.integers(0, 999), moved_to=words, title=words,
    present=st.none() | keys, missing=keys, lines=st.none() | st.integers(0, 2**31), asked=moments, first_bad=moments,
    trail=st.lists(st.builds(Hop, words, st.integers(0, 999), words, words), max_size=3).map(tuple), streak=st.integers(0, 99),
    archived=st.lists(st.tuples(words, words), max_size=2).map(tuple), etag=words,
)  # fmt: skip


@given(answers)
@settings(max_examples=25, deadline=None)
def test_an_answer_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, answer: Answer) -> None:
    folder = tmp_path_factory.mktemp("store")
    store = Store(folder)
    store.save(answer)
    store.close()
    again = Store(folder)
    assert again.find(answer.url, answer.asked)[0] == answer
    again.close()


LIVES = [(Verdict.FINE, 6 * DAY, 8 * DAY), (Verdict.MOVED, 6 * DAY, 8 * DAY), (Verdict.DEAD, 0.8 * HOUR, 1.2 * HOUR),
         (Verdict.UNSURE, 0.8 * DAY, 1.2 * DAY), (Verdict.SOFT, 0.8 * DAY, 1.2 * DAY)]  # fmt: skip


@pytest.mark.parametrize(("verdict", "counts", "is_over"), LIVES, ids=[verdict.value for verdict, *_ in LIVES])
def test_an_answer_counts_as_long_as_its_verdict_says(
    tmp_path: Path, verdict: Verdict, counts: float, is_over: float
) -> None:
    store = Store(tmp_path)
    store.save(Answer("u", verdict, "r", asked=NOW))
    assert store.find("u", NOW + counts)[1]
    found, still = store.find("u", NOW + is_over)
    assert (found is not None, still) == (True, False)
    assert set(LIFE) == set(Verdict)


def test_what_nobody_asked_about_for_long_is_forgotten(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save(Answer("old", Verdict.FINE, "r", asked=NOW - 200 * DAY))
    store.save(Answer("new", Verdict.FINE, "r", asked=NOW))
    store.forget_old(NOW)
    assert (store.find("old", NOW)[0], store.count()) == (None, 1)


def broken_text(file: Path) -> None:
    file.write_bytes(b"this is no database at all " * 100)


def truncated(file: Path) -> None:
    store = Store(file.parent)
    for number in range(500):
        store.save(Answer(str(number), Verdict.FINE, "r" * 200))
    store.close()
    raw = file.read_bytes()
    file.write_bytes(raw[: len(raw) // 2])


def other_tables(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE answers (something)")


def later_version(file: Path) -> None:
    with sqlite3.connect(file) as other:
        other.execute("PRAGMA user_version = 999")
        other.execute("CREATE TABLE answers (something)")


@pytest.mark.parametrize(
    "damage", [broken_text, truncated, other_tables, later_version], ids=lambda damage: damage.__name__
)
def test_a_file_that_is_no_store_never_stops_a_run(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    damage(tmp_path / FILE)
    store = Store(tmp_path)
    store.save(Answer("u", Verdict.FINE, "r", asked=NOW))
    store.find("u", NOW)
    store.close()
    again = Store(tmp_path)
    again.save(Answer("u", Verdict.FINE, "r", asked=NOW))
    again.close()


def test_a_folder_that_is_not_there_means_no_memory(tmp_path: Path) -> None:
    store = Store(tmp_path / "gone")
    store.save(Answer("u", Verdict.FINE, "r", asked=NOW))
    assert store.find("u", NOW) == (None, False)


def test_a_store_is_removed_with_all_its_files(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save(Answer("u", Verdict.FINE, "r", asked=NOW))
    (tmp_path / "mine.txt").write_text("not yours")
    assert remove_store(tmp_path) > 0
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
    assert remove_store(tmp_path) == 0


WRITER = """
import sys
from pathlib import Path
from postlint.post.answers import Answer, Verdict
from postlint.web.store import Store
store = Store(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    store.save(Answer(f"{sys.argv[2]}/{number}", Verdict.FINE, "r" * 300, asked=1.0))
    print(number, flush=True)
"""


def writer(folder: Path, name: str, answers: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(answers)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def kept(folder: Path, name: str, told: str) -> bool:
    store = Store(folder)
    try:
        return all(store.find(f"{name}/{number}", 1.0)[0] for number in told.split())
    finally:
        store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_twenty_kills_lose_nothing_that_was_stored(tmp_path: Path) -> None:
    for turn in range(0, 20, 4):
        running = [writer(tmp_path, str(turn + number), 1_000_000) for number in range(4)]
        for process in running:
            assert process.stdout
            assert process.stdout.readline() == "0\n"
        for number, process in enumerate(running):
            time.sleep(random.uniform(0, 0.03))
            process.send_signal(signal.SIGKILL)
            told = process.communicate()[0]
            assert kept(tmp_path, str(turn + number), told[: told.rfind("\n") + 1])


def test_runs_at_once_lose_nothing_though_all_begin_the_store(tmp_path: Path) -> None:
    for turn in range(5):
        folder = tmp_path / str(turn)
        folder.mkdir()
        running = [writer(folder, name, 100) for name in "abc"]
        told = [process.communicate(timeout=30)[0] for process in running]
        assert [process.returncode for process in running] == [0, 0, 0]
        assert all(kept(folder, name, said) for name, said in zip("abc", told, strict=True))
        assert Store(folder).count() == 300
