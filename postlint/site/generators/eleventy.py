"""Eleventy's configuration, a program that is not run: a site's root goes in, its text and what is a literal there come out."""

from __future__ import annotations

from pathlib import Path

from postlint.files.once import once
from postlint.site.datafiles import read_text
from postlint.text import lazy

STRING = r"[\"'`]([^\"'`\n]*)[\"'`]"

_INPUT = lazy.compile(rf"\binput\s*:\s*(?:{STRING})?|setInputDirectory\(\s*(?:{STRING})?")


@once
def config_text(root: Path) -> str:
    """The text of the configuration, "" where there is none."""
    files = (file for name in ("eleventy.config.*", ".eleventy.js") for file in sorted(root.glob(name)))
    return "\n".join(map(read_text, files))


@once
def input_folder(root: Path) -> str | None:
    """The folder of pages, "" for the root itself; None where the configuration computes it (11ty.dev/docs/config)."""
    named = _INPUT.search(config_text(root))
    if named is None:
        return ""
    folder: str = named[1] or named[2] or ""
    return "/".join(part for part in folder.split("/") if part not in ("", ".")) if folder else None
