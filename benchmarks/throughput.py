"""A folder or file of posts goes in, each tool's time and memory relative to postlint's comes out."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time

TOOLS = {
    "postlint": [sys.executable, "-m", "postlint", "check", "--offline", "--isolated", "--exit-zero", "-q"],
    "rumdl": ["rumdl", "check", "--no-cache", "--no-config"],
    "typos": ["typos", "--isolated", "--format", "brief"],
    "codespell": ["codespell"],
    "proselint": ["proselint", "check"],
    "pymarkdown": ["pymarkdown", "scan", "-r"],
    "markdownlint-cli2": ["markdownlint-cli2"],
    "cspell": ["cspell", "--no-progress", "--no-cache"],
}


def measure(command: list[str]) -> tuple[float, float]:
    """Wall seconds and CPU seconds (children included) of one run; what it prints and its exit code do not matter."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, cpu


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("path")
    arguments.add_argument("-n", "--runs", type=int, default=5)
    given = arguments.parse_args()
    commands = {
        name: [*line, given.path] for name, line in TOOLS.items() if name == "postlint" or shutil.which(line[0])
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(given.runs + 1):
        for name, command in commands.items():
            measured = measure(command)
            if turn:  # the first round warms the file cache
                times[name].append(measured)
    medians = {
        name: tuple(statistics.median(column) for column in zip(*rows, strict=True)) for name, rows in times.items()
    }
    base = medians["postlint"]
    print(f"{'tool':20}{'wall s':>9}{'CPU s':>9}{'wall ratio':>12}{'CPU ratio':>11}   (ratios: tool / postlint)")
    for name, (wall, cpu) in medians.items():
        print(f"{name:20}{wall:>9.3f}{cpu:>9.3f}{wall / base[0]:>12.2f}{cpu / base[1]:>11.2f}")


if __name__ == "__main__":
    main()
