"""The settings: every one declared once, with its type, its default and its documentation, as a frozen dataclass.

These declarations, which `declared` reads, are the only list there is: reading a file (`values`, `files`), `postlint config`,
`postlint init` and any schema are derived from them. A key in TOML is the field's name in kebab-case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from postlint.config.declared import about
from postlint.model import Severity
from postlint.model.trouble import Origin
from postlint.text.nearness import did_you_mean

# --- what a value must be, beyond its type -------------------------------------------------------------------------


def _web_address(value: str) -> str:
    return "" if value.startswith(("https://", "http://")) else "expected an address that starts with https://"


def _format_name(value: str) -> str:
    from postlint.report import FORMATS

    return "" if value in FORMATS else f"unknown format `{value}`{did_you_mean(value, FORMATS)}"


def _month(value: str) -> str:
    from calendar import month_name

    return "" if value.capitalize() in month_name[1:] else f"`{value}` is no month{did_you_mean(value, month_name[1:])}"


def _some(value: tuple[str, ...]) -> str:
    return "" if value else "names no rule; leave it out for the rules that are on by default"


# --- the settings --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What postlint should know of the site that the posts belong to."""

    url: str = field(
        default="",
        metadata=about(
            "The site's own address; links to it are checked as links to its pages.",
            example="https://blog.example.org",
            accepts=_web_address,
        ),
    )
    content: tuple[str, ...] = field(default=(), metadata=about("Folders that hold the posts.", example=["posts"]))
    static: tuple[str, ...] = field(
        default=(), metadata=about("Folders whose files are published as they are.", example=["static"])
    )


def _store_address(written: str) -> str:
    known = ("", "redis", "rediss", "postgresql", "postgres")
    return (
        "" if written.partition("://")[0] in known else "expected an address that begins with redis:// or postgresql://"
    )


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How links to other sites are checked."""

    online: bool = field(
        default=False,
        metadata=about("Ask the web about links to other sites; --online and --offline override it."),
    )
    archive: bool = field(
        default=False,
        metadata=about("Offer the archived copy nearest the post's date as the fix of a dead link."),
    )
    allow_private: bool = field(
        default=False,
        metadata=about("Allow requests to private and loopback addresses."),
    )
    exclude: tuple[str, ...] = field(
        default=(),
        metadata=about("Hosts, or addresses with * wildcards, that are never asked.", example=["intranet.example.org"]),
    )
    headers: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict,
        metadata=about(
            "Extra request headers, by the host they are sent to; over https only, unless private addresses are allowed.",
            example={"docs.example.org": {"Accept-Language": "en"}},
        ),
    )
    timeout: float = field(default=20.0, metadata=about("Seconds to wait for one answer."))
    store: str = field(
        default="",
        metadata=about(
            "A server that keeps answers for several runners, so that they ask each host as one; POSTLINT_STORE overrides it.",
            example="redis://cache.example.org:6379/0",
            accepts=_store_address,
        ),
    )


@dataclass(frozen=True, slots=True)
class DatesSettings:
    """How the site counts time."""

    fiscal_year_start: str = field(
        default="",
        metadata=about(
            "The month in which the business year begins, which is named after the calendar year it ends in: "
            '"FY25 Q1" and plain "Q1 2025" are counted from there.',
            example="April",
            accepts=_month,
        ),
    )

    @property
    def first_month(self) -> int:
        """The number of that month, 0 where none is set."""
        from calendar import month_name

        return list(month_name).index(self.fiscal_year_start.capitalize()) if self.fiscal_year_start else 0


@dataclass(frozen=True, slots=True)
class WordsSettings:
    """The site's own words."""

    accept: tuple[str, ...] = field(
        default=(),
        metadata=about("Words, and names of several words, that are right here.", example=["rustacean", "Pier Four"]),
    )
    files: tuple[Path, ...] = field(
        default=(), metadata=about("Files of such words, one a line.", example=["words.txt"])
    )


@dataclass(frozen=True, slots=True)
class FrontmatterSettings:
    """What the front matter must hold."""

    schema: Path | None = field(
        default=None,
        metadata=about("A JSON Schema that the front matter of every post must satisfy.", example="post.schema.json"),
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may differ between two runs over the same post.

    Globs are written as in a .gitignore, relative to `root`: the folder of the nearest configuration file, or the
    working directory where there is none or one was named on the command line. Other paths are absolute. `select`,
    `ignore` and `extend_select` hold names of rules, families or presets, or "ALL"; an empty `select` stands for the
    rules that are on by default. `origins` says where each value that is not a default was given, by its dotted key.
    """

    root: Path = field(default_factory=Path.cwd)
    file: Path | None = None
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)

    extend: Path | None = field(
        default=None,
        metadata=about(
            "A configuration file to start from; what stands here wins over it.", example="../postlint.toml"
        ),
    )
    select: tuple[str, ...] = field(
        default=(),
        metadata=about(
            "The rules to run, instead of those on by default: names, families, presets, or ALL.",
            example=["links", "dates"],
            accepts=_some,
        ),
    )
    ignore: tuple[str, ...] = field(
        default=(), metadata=about("Rules or families not to run.", example=["insecure-link"])
    )
    extend_select: tuple[str, ...] = field(
        default=(),
        metadata=about(
            "Rules, families or presets to run besides the selected ones: `tidy` keeps the source spotless, "
            "`audit` looks at what is worth a question now and then.",
            example=["tidy", "vague-link-text"],
        ),
    )
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict,
        metadata=about(
            "Rules or families not to run on the files that a glob names.",
            example={"archive/**": ["dates"]},
        ),
    )
    severity: Mapping[str, Severity] = field(
        default_factory=dict,
        metadata=about(
            'Another severity for a rule or family: "error", "warning" or "hint".',
            example={"tracking-parameter": "hint"},
        ),
    )
    fail_on: Severity = field(
        default=Severity.WARNING,
        metadata=about("The lowest severity that makes the exit code 1; a hint is only worth knowing."),
    )
    baseline: Path | None = field(
        default=None,
        metadata=about(
            "A file of known findings, written by --write-baseline; they are not reported.",
            example="postlint-baseline.json",
        ),
    )
    output_format: str = field(default="full", metadata=about("How findings are printed.", accepts=_format_name))
    include: tuple[str, ...] = field(
        default=("*.md", "*.markdown", "*.mdx"),
        metadata=about("The files to check in a folder."),
    )
    exclude: tuple[str, ...] = field(
        default=(
            ".*/",
            "node_modules/",
            "site-packages/",
            "venv/",
            "_site/",
            "__site/",
            "/build/",
            "/dist/",
            "/vendor/",
            "**/vendor/*.*/",
            "/archetypes/",
            "/templates/",
            "/test/",
            "/tests/",
            "/spec/",
            "fixtures/",
            "__fixtures__/",
            "testdata/",
        ),
        metadata=about(
            "Files and folders to leave out: no page is made of them. A generator's output folder is left out anyway."
        ),
    )
    extend_exclude: tuple[str, ...] = field(
        default=(),
        metadata=about("Files and folders to leave out besides those of `exclude`.", example=["drafts/"]),
    )
    respect_gitignore: bool = field(
        default=True,
        metadata=about(
            "Leave out what git ignores, what the site's generator does (.eleventyignore, exclude), and what tests are run on."
        ),
    )
    force_exclude: bool = field(
        default=False,
        metadata=about("Leave out excluded files even where they are named on the command line."),
    )
    rules: tuple[Path, ...] = field(
        default=(), metadata=about("Folders of your own rule pages.", example=["lint-rules"])
    )
    rule_options: Mapping[str, Mapping[str, object]] = field(
        default_factory=dict,
        metadata=about("A rule's options, as its page describes them, in a table [rule.NAME].", key="rule"),
    )
    site: SiteSettings = field(default_factory=SiteSettings, metadata=about(str(SiteSettings.__doc__)))
    web: WebSettings = field(default_factory=WebSettings, metadata=about(str(WebSettings.__doc__)))
    dates: DatesSettings = field(default_factory=DatesSettings, metadata=about(str(DatesSettings.__doc__)))
    words: WordsSettings = field(default_factory=WordsSettings, metadata=about(str(WordsSettings.__doc__)))
    frontmatter: FrontmatterSettings = field(
        default_factory=FrontmatterSettings,
        metadata=about(str(FrontmatterSettings.__doc__)),
    )
