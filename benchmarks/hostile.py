"""Posts made to hurt go in, each at two lengths, and what they cost comes out: time, memory, and how both grow.

    python benchmarks/hostile.py                              # all forms at 60,000 and 120,000 characters
    python benchmarks/hostile.py --form brace --size 1000000 --rules ALL

Each is checked by a process of its own; time is that process's own work, without that for an empty post. A form is marked
where its check ends with an error, is not finished, takes more than 400 MB, or 2.6 times as long for twice the length.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.hostile import forms

_MEMORY = 400  # MB
_GROWTH = 2.6
_FELT = 1.0  # seconds below which growth is noise


class Cost(NamedTuple):
    """Seconds of work, megabytes at the most, and what went wrong."""

    seconds: float
    memory: int
    wrong: str = ""


def cost(text: str, rules: str, name: str = "post.md") -> Cost:
    """What `postlint check` costs on a post with this text."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(text.encode("utf-8", "surrogatepass"))
        command = [sys.executable, "-m", "postlint", "check", "--offline", "--isolated", "--output-format", "concise"]
        command += ["--select", rules] if rules else []
        environment = {**os.environ, "XDG_CACHE_HOME": folder}
        output = Path(folder, "output")
        with output.open("wb") as out:
            process = subprocess.Popen([*command, name], cwd=folder, stdout=out, stderr=out, env=environment)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        said = output.read_text(encoding="utf-8", errors="replace")
    wrong = next((line for line in said.splitlines() if "internal-error" in line or "unfinished-check" in line), "")
    if not wrong and process.returncode not in (0, 1):
        wrong = f"exit code {process.returncode}: {said.strip()[-100:]}"
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, wrong[:160])


def main() -> int:
    """Print a line for each form; 1 where any is marked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--form", default="", help="only forms whose name holds this")
    parser.add_argument("--size", type=int, default=60_000)
    parser.add_argument("--rules", default="", help="as for --select")
    parser.add_argument("--once", action="store_true", help="at this length only")
    asked = parser.parse_args()
    marked = count = 0
    start = cost("", asked.rules).seconds
    for name, form in forms().items():
        if asked.form not in name:
            continue
        costs = [
            cost(form(size), asked.rules) for size in ((asked.size,) if asked.once else (asked.size, 2 * asked.size))
        ]
        times = [max(one.seconds - start, 0.05) for one in costs]
        grows = times[-1] > _FELT and times[-1] / times[0] > _GROWTH
        bad = grows or any(one.wrong or one.memory > _MEMORY for one in costs)
        count, marked = count + 1, marked + bad
        shown = "  ".join(f"{time:6.2f} s {one.memory:4} MB" for time, one in zip(times, costs, strict=True))
        wrong = next((one.wrong for one in costs if one.wrong), "")
        print(f"{'***' if bad else '   '} {name:42} {shown}  x{times[-1] / times[0]:.1f} {wrong}", flush=True)
    print(f"{count - marked} of {count} forms are harmless")
    return int(marked > 0)


if __name__ == "__main__":
    sys.exit(main())
