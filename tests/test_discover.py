"""Which files are checked: folders walked, paths named, what settings and git leave out."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from postlint.config.files import Finder
from postlint.files.globs import matches, spec
from postlint.model.trouble import ConfigError
from postlint.plan import discover as discovery
from postlint.plan.discover import discover, is_checked, left_out, read_list
from postlint.site.generators.detect import Detected, detect, outputs

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    top = tmp_path / "site"
    top.mkdir()
    monkeypatch.chdir(top)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    return top


def lay(folder: Path, files: Mapping[str, str] | list[str] | str) -> None:
    """Write files; a list names empty ones."""
    named = files.split() if isinstance(files, str) else files
    for name in named:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(named[name] if isinstance(named, Mapping) else "", encoding="utf-8")


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
    subprocess.run(["git", *identity, "-C", str(folder), *arguments], check=True, capture_output=True)


def shown(*paths: str, **settings: object) -> list[str]:
    return [target.shown for target in discover(paths or (".",), Finder(**settings)).targets]  # type: ignore[arg-type]


# --- folders -------------------------------------------------------------------------------------------------------

WALKED = {
    "Markdown by its three endings": ("a.md b.markdown c.mdx d.txt e.rst md", "a.md b.markdown c.mdx"),
    "every depth, sorted": ("b/2.md b/1.md a/x/y.md z.md", "a/x/y.md b/1.md b/2.md z.md"),
    "drafts and Jekyll's posts": ("_posts/a.md _drafts/b.md", "_drafts/b.md _posts/a.md"),
    "a section named like a build folder": (
        "content/build/a.md content/dist/b.md",
        "content/build/a.md content/dist/b.md",
    ),
    "files that begin with a dot": (".a.md", ".a.md"),
    "no hidden folders": (".github/a.md .cache/b.md x/.obsidian/c.md d.md", "d.md"),
    "no installed packages": ("node_modules/a/R.md x/node_modules/b/R.md .venv/c.md venv/d.md e.md", "e.md"),
    "no built site": ("_site/a.md build/b.md dist/c.md vendor/d.md e.md", "e.md"),
    "public of unknown origin": ("public/a.md", "public/a.md"),
    "public beside a script that only copies it": ("next.config.js public/a.md", "public/a.md"),
    "nothing": ("a.txt", ""),
}


@pytest.mark.parametrize(("files", "expected"), WALKED.values(), ids=WALKED)
def test_files_of_a_folder(folder: Path, files: str, expected: str) -> None:
    lay(folder, files)
    assert shown() == expected.split()


GENERATED = {
    "Hugo": ({"hugo.toml": 'baseURL = "https://a.org"', "public/a.md": "", "content/b.md": ""}, "content/b.md"),
    "Zola, one level down": (
        {"web/config.toml": 'base_url = "https://a.org"', "web/public/a.md": "", "public/b.md": ""},
        "public/b.md",
    ),
    "MkDocs": ({"mkdocs.yml": "site_name: A", "site/a.md": "", "docs/site/b.md": ""}, "docs/site/b.md"),
    "Docusaurus in a monorepo": (
        {"web/docusaurus.config.ts": "", "web/build/a.md": "", "web/docs/b.md": ""},
        "web/docs/b.md",
    ),
}


@pytest.mark.parametrize(("files", "expected"), GENERATED.values(), ids=GENERATED)
def test_what_a_generator_wrote_is_left_out(folder: Path, files: dict[str, str], expected: str) -> None:
    lay(folder, files)
    assert shown() == expected.split()


CONFIGURED = {
    "include by folder": ('include = ["content/**/*.md"]', "content/a/b.md"),
    "exclude instead of the default": ('exclude = ["/content/"]', "build/a.md news/2024/a.md news/a.md"),
    "exclude as well": ('extend-exclude = ["news/"]', "content/a/b.md"),
    "exclude some again": ('extend-exclude = ["news/*", "!news/a.md"]', "content/a/b.md news/a.md"),
    "exclude at any depth": ('extend-exclude = ["a.md"]', "content/a/b.md"),
    "own rule pages": ('rules = ["news"]', "content/a/b.md"),
}


@pytest.mark.parametrize(("text", "expected"), CONFIGURED.values(), ids=CONFIGURED)
def test_globs_of_the_settings(folder: Path, text: str, expected: str) -> None:
    lay(folder, {"postlint.toml": text, "content/a/b.md": "", "news/a.md": "", "news/2024/a.md": "", "build/a.md": ""})
    assert shown() == expected.split()


LEFT_ALONE = [
    (
        "tests",
        {"a/tests/x/run.py": ""},
        "a/tests/x/data/b.md a/tests/README.md b/tests/c.md",
        "a/tests/README.md b/tests/c.md",
    ),
    (
        "tests that are published",
        {"mkdocs.yml": "site_name: A", "docs/tests/run.py": "", "a/tests/run.py": ""},
        "docs/tests/b.md a/tests/c.md",
        "docs/tests/b.md",
    ),
    (
        "Eleventy",
        {".eleventy.js": "", ".eleventyignore": "README.md\nold/\n"},
        "README.md old/a.md posts/b.md",
        "posts/b.md",
    ),
    (
        "Eleventy with an input folder",
        {
            ".eleventy.js": "return { dir: { input: 'src' } }; config.ignores.add('src/old/**')",
            "src/.eleventyignore": "/c.md\n",
        },
        "src/old/a.md src/c.md src/b.md",
        "src/b.md",
    ),
    ("Jekyll", {"_config.yml": "exclude: [old/, '*.draft.md']\n"}, "old/a.md x.draft.md b.md", "b.md"),
    ("MkDocs", {"mkdocs.yml": "exclude_docs: |\n  old/\n"}, "docs/old/a.md docs/b.md old/c.md", "docs/b.md old/c.md"),
    ("VitePress", {".vitepress/config.mjs": "srcExclude: ['old/**']"}, "old/a.md b.md", "b.md"),
    ("Pelican", {"pelicanconf.py": "ARTICLE_EXCLUDES = ['old']\n"}, "content/old/a.md content/b.md", "content/b.md"),
    (
        "Zola",
        {"config.toml": "base_url = 'x'\nignored_content = ['*.draft.md']\n"},
        "content/a.draft.md content/b.md",
        "content/b.md",
    ),
]


@pytest.mark.parametrize(
    ("config", "files", "expected"), [case[1:] for case in LEFT_ALONE], ids=[case[0] for case in LEFT_ALONE]
)
def test_what_the_generator_leaves_alone_is_no_post(
    folder: Path, config: dict[str, str], files: str, expected: str
) -> None:
    lay(folder, config)
    lay(folder, files)
    found = discover(["."], Finder())
    assert " ".join(target.shown for target in found.targets) == expected


def test_each_folder_has_its_own_settings(folder: Path) -> None:
    lay(
        folder,
        {
            "postlint.toml": 'extend-exclude = ["old/"]',
            "a/old/x.md": "",
            "b/postlint.toml": "",
            "b/old/x.md": "",
            "old/postlint.toml": "",
            "old/y.md": "",
        },
    )
    assert shown() == ["b/old/x.md"]
    target = discover(["."], Finder()).targets[0]
    assert target.settings.root == folder / "b"


def test_settings_that_cannot_be_used(folder: Path) -> None:
    lay(folder, {"postlint.toml": "", "a/postlint.toml": 'exclude = ["[z-a]"]', "a/x.md": ""})
    with pytest.raises(ConfigError, match=r"a glob among `\[z-a\]` cannot be used"):
        shown()


# --- paths ---------------------------------------------------------------------------------------------------------


def test_named_files_are_checked_whatever_they_are(folder: Path) -> None:
    lay(folder, "node_modules/a.md notes.txt build/b.md")
    assert shown("node_modules/a.md", "notes.txt") == ["node_modules/a.md", "notes.txt"]
    assert shown("node_modules", "build") == ["build/b.md", "node_modules/a.md"]


def test_named_files_are_left_out_by_force(folder: Path) -> None:
    lay(folder, {"postlint.toml": "force-exclude = true", "hugo.toml": "baseURL='x'"})
    lay(folder, "node_modules/a.md build/x/b.md public/c.md content/d.md notes.txt")
    paths = ("node_modules/a.md", "build/x/b.md", "public/c.md", "content/d.md", "notes.txt", "build", "build/x")
    assert shown(*paths) == ["content/d.md", "notes.txt"]
    assert shown() == ["content/d.md"]
    assert left_out(folder / "build" / "new.md", Finder())
    assert not left_out(folder / "new.md", Finder())


def test_a_missing_path_hides_no_other(folder: Path) -> None:
    lay(folder, "a.md b/c.md")
    found = discover(["nope.md", "a.md", "b", "no/where", ""], Finder())
    assert [target.shown for target in found.targets] == ["a.md", "b/c.md"]
    assert found.problems == ("no such file or folder: nope.md", "no such file or folder: no/where", "a path is empty")


def test_a_path_named_twice_is_checked_once(folder: Path) -> None:
    lay(folder, "a.md b/c.md")
    assert shown("a.md", "./a.md", ".", "b", str(folder / "b" / "c.md"), "b/../a.md") == ["a.md", "b/c.md"]


def test_paths_outside_the_working_directory_are_shown_whole(folder: Path) -> None:
    lay(folder.parent, "other/a.md")
    place = (folder.parent / "other" / "a.md").as_posix()
    assert shown("../other") == [place]
    assert shown("../other/a.md") == [place]


def test_links_make_neither_loops_nor_doubles(folder: Path) -> None:
    lay(folder, "a/x.md")
    (folder / "a" / "loop").symlink_to(folder)
    (folder / "a" / "also.md").symlink_to(folder / "a" / "x.md")
    (folder / "a" / "broken.md").symlink_to(folder / "nowhere.md")
    (folder / "b").symlink_to(folder / "a")
    assert shown() == ["a/x.md"]
    assert shown("b") == ["b/x.md"], "a link that is named is followed"


def test_a_folder_that_cannot_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(folder, "a.md shut/b.md")
    real = os.scandir

    def scandir(path):  # the tests may run as root, whom no mode keeps out
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = discover(["."], Finder())
    assert [target.shown for target in found.targets] == ["a.md"]
    assert found.problems == ("shut: Permission denied",)


LISTS = {
    "lines": (b"a.md\nb c.md\n", ["a.md", "b c.md"]),
    "no last line end": (b"a.md\nb.md", ["a.md", "b.md"]),
    "CRLF": (b"a.md\r\nb.md\r\n", ["a.md", "b.md"]),
    "NUL": (b"a.md\0b\nc.md\0", ["a.md", "b\nc.md"]),
    "empty lines": (b"\n\na.md\n\n", ["a.md"]),
    "nothing": (b"", []),
    "odd bytes": (b"caf\xe9.md\n", [os.fsdecode(b"caf\xe9.md")]),
}


@pytest.mark.parametrize(("raw", "expected"), LISTS.values(), ids=LISTS)
def test_list_of_files(folder: Path, raw: bytes, expected: list[str]) -> None:
    (folder / "list").write_bytes(raw)
    assert read_list("list") == expected


MATCHES = {
    "a file below a folder": ("archive/", "archive/2019/a.md", True),
    "another folder": ("archive/", "news/a.md", False),
    "two stars": ("news/**/*.md", "news/2024/05/a.md", True),
    "anchored": ("/a.md", "news/a.md", False),
    "a name at any depth": ("a.md", "news/a.md", True),
    "elsewhere": ("*.md", "/elsewhere/a.md", True),
}


@pytest.mark.parametrize(("glob", "path", "expected"), MATCHES.values(), ids=MATCHES)
def test_glob_of_a_shown_path(folder: Path, glob: str, path: str, expected: bool) -> None:
    assert matches(glob, path, folder) is expected


def test_glob_starts_at_the_settings_root(folder: Path) -> None:
    assert matches("/old/", "news/old/a.md", folder / "news")
    assert not matches("/old/", "news/old/a.md", folder)


# --- git -----------------------------------------------------------------------------------------------------------

IGNORED = {
    "a folder and a pattern": ({".gitignore": "out/\n*.tmp.md\n"}, "a.md out/b.md x/c.tmp.md x/d.md", "a.md x/d.md"),
    "an exception": ({".gitignore": "*.md\n!keep.md\n"}, "a.md keep.md x/keep.md", "keep.md x/keep.md"),
    "a nested file decides": (
        {".gitignore": "*.md\n", "x/.gitignore": "!*.md\n", "x/y/.gitignore": "/b.md\n"},
        "a.md x/a.md x/y/b.md x/y/z/b.md",
        "x/a.md x/y/z/b.md",
    ),
    "anchored below": ({"x/.gitignore": "/a.md\n"}, "a.md x/a.md x/y/a.md", "a.md x/y/a.md"),
    "everything": ({".gitignore": "*\n"}, "a.md x/b.md", ""),
    "all but some": ({".gitignore": "*\n!*/\n!*.md\n"}, "a.md a.markdown x/b.md x/b.mdx", "a.md x/b.md"),
    "all but a folder": ({".gitignore": "/*\n!/x/\n"}, "a.md x/b.md y/c.md", "x/b.md"),
    "all but a folder of some": ({".gitignore": "*\n!x/\n!*.md\n"}, "a.md x/b.md x/z/c.md y/c.md", "a.md x/b.md"),
}


@needs_git
@pytest.mark.parametrize("asks_git", [True, False], ids=["git", "pathspec"])
@pytest.mark.parametrize(("rules", "files", "expected"), IGNORED.values(), ids=IGNORED)
def test_what_git_ignores(
    folder: Path, monkeypatch: pytest.MonkeyPatch, asks_git: bool, rules: dict[str, str], files: str, expected: str
) -> None:
    git(folder, "init")
    lay(folder, rules)
    lay(folder, files)
    if not asks_git:
        monkeypatch.setenv("PATH", "")
    assert (discovery._ask_git(folder) is None) is (not asks_git or not expected)
    assert shown() == expected.split()
    for name in files.split():
        assert is_checked(folder / name, Finder()) is (name in expected.split()), name
    (folder / "postlint.toml").write_text("respect-gitignore = false")
    assert shown() == sorted(files.split())


@needs_git
@pytest.mark.parametrize("asks_git", [True, False], ids=["git", "pathspec"])
def test_an_ignored_folder_that_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch, asks_git: bool) -> None:
    git(folder, "init")
    lay(folder, {".gitignore": "out/\n", "out/a.md": "", "out/x/.gitignore": "c.md", "out/x/c.md": ""})
    if not asks_git:
        monkeypatch.setenv("PATH", "")
    assert shown("out") == ["out/a.md"]
    (folder / ".gitignore").write_text("*\n")
    assert shown() == []
    assert shown("out") == ["out/a.md"]


@needs_git
def test_tracked_new_and_deleted_files(folder: Path) -> None:
    git(folder, "init")
    lay(folder, {".gitignore": "*.md\n", "tracked.md": "", "deleted.md": ""})
    git(folder, "add", "-f", "tracked.md", "deleted.md")
    (folder / "deleted.md").unlink()
    assert shown() == ["tracked.md"], "what git tracks it does not ignore"
    assert is_checked(folder / "tracked.md", Finder())
    assert not is_checked(folder / "untracked.md", Finder())
    lay(folder, {".gitignore": "", "new.md": ""})
    assert shown() == ["new.md", "tracked.md"]


@needs_git
def test_repositories_inside_are_not_ours(folder: Path) -> None:
    theme = folder.parent / "theme"
    lay(theme, "README.md")
    git(theme, "init")
    git(theme, "add", ".")
    git(theme, "commit", "-m", "x")
    git(folder, "init")
    git(folder, "submodule", "add", str(theme), "themes/a")
    git(folder, "clone", str(theme), "themes/b")
    lay(folder, "content/a.md")
    assert shown() == ["content/a.md"]
    assert shown("themes/a", "themes/b") == ["themes/a/README.md", "themes/b/README.md"]


@needs_git
def test_a_hooks_variables_do_not_point_git_elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = folder.parent / "other"
    lay(other, "wrong.md")
    git(other, "init")
    git(folder, "init")
    lay(folder, {".gitignore": "out.md", "a.md": "", "out.md": ""})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert shown() == ["a.md"]


@needs_git
def test_a_repository_cannot_make_us_run_its_program(folder: Path) -> None:
    git(folder, "init")
    trap = folder / "trap.sh"
    trap.write_text("#!/bin/sh\ntouch sprung\n")
    trap.chmod(0o755)
    git(folder, "config", "core.fsmonitor", str(trap))
    lay(folder, "a.md")
    assert shown() == ["a.md"]
    assert not (folder / "sprung").exists()


def test_gitignore_counts_without_a_repository(folder: Path) -> None:
    lay(folder, {".gitignore": "out/\n", "out/a.md": "", "b.md": ""})
    assert shown() == ["b.md"]


# --- what init detects ---------------------------------------------------------------------------------------------

SITES = {
    "nothing": ({"README.md": ""}, Detected()),
    "Eleventy with its data file": (
        {".eleventy.js": "module.exports = {}", "_data/metadata.json": '{"url": "https://a.org/"}', "news/a.md": ""},
        Detected("Eleventy", ".eleventy.js", "https://a.org", ("news",)),
    ),
    "Eleventy, address from a variable": (
        {"eleventy.config.mjs": "export const url = process.env.URL || 'x';\nconst o = {url: 'https://other.org'}"},
        Detected("Eleventy", "eleventy.config.mjs"),
    ),
    "Hugo in YAML": (
        {"config/_default/hugo.yaml": "baseURL: https://a.org/ # ours\n", "content/a.md": "", "static/x": ""},
        Detected("Hugo", "config/_default/hugo.yaml", "https://a.org", ("content",), ("static",)),
    ),
    "Hugo with another folder": (
        {"hugo.toml": "baseURL = 'https://a.org'\ncontentDir = 'pages'\n", "pages/a.md": "", "content/b.md": ""},
        Detected("Hugo", "hugo.toml", "https://a.org", ("pages",)),
    ),
    "Hugo by the file's name alone": ({"hugo.toml": 'title = "Ferns"'}, Detected("Hugo", "hugo.toml")),
    "Hugo, address to be filled in": (
        {"config.toml": 'baseURL = "https://example.org/"'},
        Detected("Hugo", "config.toml"),
    ),
    "Zola": (
        {"config.toml": '# base_url = "https://old.org"\nbase_url = "https://a.org"\n', "content/a.md": ""},
        Detected("Zola", "config.toml", "https://a.org", ("content",)),
    ),
    "a config.toml of something else": ({"config.toml": "[server]\nport = 1"}, Detected()),
    "Jekyll below a path": (
        {"_config.yml": 'url: "https://a.org"\nbaseurl: /blog\n', "_posts/a.md": ""},
        Detected("Jekyll", "_config.yml", "https://a.org/blog", ("_posts",)),
    ),
    "Hexo": (
        {"_config.yml": "url: http://a.org\nsource_dir: source\n", "source/_posts/a.md": ""},
        Detected("Hexo", "_config.yml", "http://a.org", ("source/_posts",)),
    ),
    "Pelican": (
        {"publishconf.py": "SITEURL = 'https://a.org'\n", "pelicanconf.py": "PATH = 'posts'\n", "posts/a.md": ""},
        Detected("Pelican", "publishconf.py", "https://a.org", ("posts",)),
    ),
    "Astro": (
        {"astro.config.mjs": "export default defineConfig({\n  site: 'https://a.org',\n})", "src/content/a.md": ""},
        Detected("Astro", "astro.config.mjs", "https://a.org", ("src/content",)),
    ),
    "Docusaurus in a folder": (
        {
            "website/docusaurus.config.js": 'x = {\n  url: "https://a.org",\n  baseUrl: "/docs/",\n}',
            "website/blog/a.md": "",
        },
        Detected("Docusaurus", "website/docusaurus.config.js", "https://a.org/docs", ("website/blog",)),
    ),
    "MkDocs with tags of Python": (
        {"mkdocs.yml": "site_url: https://a.org\ndocs_dir: handbook\nx: !!python/name:a.b\n", "handbook/a.md": ""},
        Detected("MkDocs", "mkdocs.yml", "https://a.org", ("handbook",)),
    ),
    "Gatsby": (
        {"gatsby-config.js": "module.exports = { siteMetadata: { siteUrl: 'https://a.org' } }", "content/a.md": ""},
        Detected("Gatsby", "gatsby-config.js", "https://a.org", ("content",)),
    ),
    "Next.js, two levels down": (
        {"apps/web/next.config.ts": "", "apps/web/posts/a.md": "", "apps/web/public/x": ""},
        Detected("Next.js", "apps/web/next.config.ts", "", ("apps/web/posts",), ("apps/web/public",)),
    ),
    "a package's own site does not count": ({"node_modules/x/hugo.toml": "baseURL = 'https://a.org'"}, Detected()),
}


@pytest.mark.parametrize(("files", "expected"), SITES.values(), ids=SITES)
def test_detected_site(folder: Path, files: dict[str, str], expected: Detected) -> None:
    lay(folder, files)
    assert detect(folder) == expected


def test_outputs_of_all_generators_in_a_folder(folder: Path) -> None:
    lay(folder, {"hugo.toml": "baseURL = 'x'", "mkdocs.yml": ""})
    assert outputs(folder) == {"public", "site"}


def test_a_name_that_is_no_utf8_is_matched_whatever_is_installed() -> None:
    assert type(spec(("*.md",))._backend).__module__.startswith("pathspec._backends.simple")
    assert spec(("*.md",)).match_file("caf\udce9.md")
