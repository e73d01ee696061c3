"""`postlint accept`: words that are right on this site go into `[words] accept` of its configuration."""

from __future__ import annotations

import os
from pathlib import Path

import click

from postlint.commands._output import say
from postlint.config.accept import accept_words
from postlint.config.files import Finder
from postlint.files.paths import shown_path
from postlint.text.messages import count


@click.command(short_help="Accept words that are right on this site.")
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@click.option(
    "--for",
    "path",
    default=".",
    type=click.Path(exists=True),
    metavar="PATH",
    help="Where the words are right: this folder, or the site of this post; default: the current folder.",
)
def command(words: tuple[str, ...], path: str) -> None:
    """Add each WORD to `accept` under [words] in the configuration file that holds here, or in a new postlint.toml.

    No rule about words doubts an accepted word, in whatever case, nor its plural. Nothing else in the file is changed.
    """
    place = Path(os.path.abspath(path))  # without `..`, so that a search upwards begins there
    settings = Finder().settings_for(place if place.is_dir() else place.parent)
    new = [word for word in dict.fromkeys(words) if word not in settings.words.accept]
    if not new:
        say(f"Accepted already: {', '.join(words)}")
        return
    file = accept_words(settings, new)
    say(f"Accepted {count(len(new), 'word')} in {shown_path(file)}")
