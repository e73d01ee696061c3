"""What is not in the checkout is missing only where the checkout would know; redirects, addresses and suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.config.settings import Settings, SiteSettings
from postlint.plan.plan import plan_for
from postlint.post.document import read_post
from postlint.site.addresses.address import Address
from postlint.site.addresses.evidence import Evidence
from postlint.site.addresses.likely import akin_name, longer_name, name_of, same_name
from postlint.site.addresses.nearest import nearest_path
from postlint.site.addresses.redirects import Redirect, Redirects
from postlint.site.addresses.slips import Slips
from postlint.site.addresses.targets import read_target
from postlint.site.generators.patterns import fixed_part, translate
from postlint.site.model import Resolution, Status
from postlint.site.names import address, collection_of, is_language
from postlint.site.site import Site
from postlint.site.sites import site_for
from tests.support import lay_out


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def site_of(files: Mapping[str, str]) -> Site:
    lay_out({"hugo.toml": 'baseURL = "https://ferns.example/"\n', **files})
    return site_for(plan_for(Settings()), "content/news/me.md")


def resolve(site: Site, target: str, path: str = "content/news/me.md") -> Resolution:
    return site.resolve(read_post("", path), target)


NEWS = {f"content/news/{name}.md": "" for name in ("spring", "summer", "autumn", "winter")}
LINKED = {**NEWS, "content/news/list.md": " ".join(f"[x](/news/{name}/)" for name in ("spring", "summer", "autumn"))}
OWN = Address("ferns.example", "/garden")


# --- what is known and what is not

UNKNOWN = [
    ("another program's pages", {"content/a.md": "[a](/api/x) [b](/api/y) [c](/api/z) [d](/api/w)"}, "/api/v"),
    ("the first link into a folder that is not here", {}, "/shop/boots/"),
    ("a version", {}, "/news/v1.2/"),
    ("a language that is not here", {}, "/fr/"),
    ("a feed", {}, "/news/index.xml"),
    ("a numbered list page", {}, "/news/page/2/"),
    ("outside the site", {}, "../../../../LICENSE.md"),
    ("a template", {}, "/news/{{ slug }}/"),
    ("an alias of a bundler", {}, "@/assets/fern.png"),
    ("a host without its scheme", {}, "www.example.net"),
    ("an address without its scheme", {}, "help@example.net"),
    ("what git ignores", {".gitignore": "/static/news/built\n"}, "/news/built/x/"),
    (
        "what a mount brings",
        {"config/_default/module.yaml": "mounts:\n- {source: tmp/spec, target: content/news/spec}\n"},
        "/news/spec/a",
    ),
]
MISSING = [
    ("a page beside known ones", {}, "/news/srping/"),
    ("a relative page", {}, "../srping/"),
    ("an absolute address", {}, "https://ferns.example/news/srping/"),
    ("a file that links name by path", {"content/news/b.md": "[a](spring.md) [b](summer.md)"}, "srping.md"),
]


@pytest.mark.parametrize(("files", "target"), [case[1:] for case in UNKNOWN], ids=[case[0] for case in UNKNOWN])
def test_unknown_is_not_missing(files: dict[str, str], target: str) -> None:
    assert resolve(site_of({**LINKED, **files}), target).status is Status.UNKNOWN


@pytest.mark.parametrize(("files", "target"), [case[1:] for case in MISSING], ids=[case[0] for case in MISSING])
def test_missing_is_told_with_what_is_near(files: dict[str, str], target: str) -> None:
    found = resolve(site_of({**LINKED, **files}), target)
    assert found.status is Status.MISSING
    assert "spring" in found.nearest


def test_other_sites_are_foreign() -> None:
    site = site_of(LINKED)
    for target in ("https://example.net/", "//example.net/x", "mailto:a@example.net", "https://news.ferns.example/x"):
        assert resolve(site, target).status is Status.FOREIGN


def test_page_that_is_not_translated_may_be_shown_in_the_default_language() -> None:
    assert resolve(site_of(LINKED), "/fr/news/spring/").status is Status.UNKNOWN


def test_post_is_judged_as_it_is_now_and_not_as_on_disk() -> None:
    site = site_of({**LINKED, "content/news/me.md": "---\nslug: old\n---\n"})
    post = read_post("---\nslug: new\n---\n[x](/news/new/#top)", "content/news/me.md")
    assert site.resolve(post, "/news/new/").own
    assert site.resolve(post, "#top").own


def test_other_mistakes_of_a_post_do_not_hide_its_first() -> None:
    text = " ".join(f"[x](/news/wrong-{n}/)" for n in range(6))
    site = site_of({**LINKED, "content/news/me.md": text})
    assert resolve(site, "/news/wrong-0/").status is Status.MISSING


def test_files_of_the_site_that_are_not_here_count_together() -> None:
    evidence = Evidence()
    for name in "abc":
        evidence.add(f"/docs/guide/{name}", "one.md", found=True)
    assert evidence.knows("/docs/guide/d")
    for name in "wxyz":
        evidence.add(f"/docs/api/{name}", "two.md", found=False)
    assert not evidence.knows("/docs/api/v")
    assert evidence.knows("/docs/guide/d")


def test_a_path_of_any_depth_is_judged() -> None:
    evidence = Evidence()
    evidence.add("/a" * 5000, "page", found=False)
    assert evidence.knows("/a" * 5000, "page") is None


def test_settings_name_what_is_not_found() -> None:
    lay_out({"hugo.toml": "", "texts/a.md": "", "files/b.pdf": ""})
    site = site_for(
        plan_for(Settings(site=SiteSettings("https://moss.example", ("texts",), ("files",)))), "texts/me.md"
    )
    assert resolve(site, "https://moss.example/a/").path == "texts/a.md"
    assert resolve(site, "/b.pdf").path == "files/b.pdf"


def test_address_and_patterns_are_learnt_from_links() -> None:
    names = [f"a-long-name-{n}" for n in "abcdefghijkl"]
    lay_out(
        {
            **{f"content/2024-03-{n:02}-{name}.md": "" for n, name in enumerate(names, 1)},
            "content/me.md": " ".join(
                f"[x](https://moss.example/blog/2024/03/{n:02}/{name}/)" for n, name in enumerate(names, 1)
            ),
            "pelicanconf.py": "",
        }
    )
    site = site_for(plan_for(Settings()), "content/me.md")
    assert site.address.host == "moss.example"
    assert (
        resolve(site, "/blog/2024/03/01/a-long-name-a/", "content/me.md").path == "content/2024-03-01-a-long-name-a.md"
    )
    assert resolve(site, "/blog/2024/04/01/a-long-name-a/", "content/me.md").status is Status.MISSING


CONFIGURED = [
    (
        "Docusaurus at another base",
        {
            "docusaurus.config.js": "docs: { path: 'guides', routeBasePath: 'help' }",
            "guides/a.md": "",
            "blog/me.md": "",
        },
        {"/help/a": "guides/a.md"},
    ),
    (
        "Eleventy with an input folder and copied files",
        {
            ".eleventy.js": "config.addPassthroughCopy({ './media/img': '/pictures' });\nreturn { dir: { input: 'site' } }",
            "site/blog/a.md": "",
            "media/img/fern.png": "",
            "blog/me.md": "",
        },
        {"/blog/a/": "site/blog/a.md", "/pictures/fern.png": "media/img/fern.png"},
    ),
    (
        "Eleventy with an input folder that a call names",
        {
            "eleventy.config.js": "config.setInputDirectory('./pages/input');\nconfig.addPassthroughCopy('pages/input/img');\n",
            "pages/input/blog/a.md": "",
            "pages/input/img/fern.png": "",
            "blog/me.md": "",
        },
        {"/blog/a/": "pages/input/blog/a.md", "/img/fern.png": "pages/input/img/fern.png"},
    ),
    (
        "Jekyll with a source folder",
        {"_config.yml": "source: site\n", "site/about.md": "", "blog/me.md": ""},
        {"/about/": "site/about.md"},
    ),
    (
        "MkDocs with a folder of another name",
        {"mkdocs.yml": "docs_dir: handbook\n", "handbook/a.md": "", "blog/me.md": ""},
        {"/a/": "handbook/a.md"},
    ),
    (
        "Hugo with permalinks for all sections of all languages",
        {
            "config.toml": 'baseURL = "/"\n[permalinks]\nblog = "/:section/:year/:month/:day/:slug/"\n',
            "content/en/blog/_posts/2024-03-04-a.md": "---\ntitle: Ferns in spring\ndate: 2024-03-04\n---\n",
            "blog/me.md": "",
        },
        {"/blog/2024/03/04/ferns-in-spring/": "content/en/blog/_posts/2024-03-04-a.md"},
    ),
]


@pytest.mark.parametrize(("files", "links"), [case[1:] for case in CONFIGURED], ids=[case[0] for case in CONFIGURED])
def test_configuration_moves_folders(files: dict[str, str], links: dict[str, str]) -> None:
    lay_out(files)
    site = site_for(plan_for(Settings()), "blog/me.md")
    assert {link: resolve(site, link, "blog/me.md").path for link in links} == links


def test_documents_beside_the_site_are_not_judged() -> None:
    linked = " ".join(f"[x](/blog/{name})" for name in "abcdef")
    pages = {f"website/blog/{name}.md": linked for name in "abcdef"}
    lay_out({"website/docusaurus.config.js": "", "docs/intro.md": "", "website/blog/me.md": "", **pages})
    site = site_for(plan_for(Settings()), "website/blog/me.md")
    assert site.root == Path.cwd() / "website"
    assert resolve(site, "/docs/intro", "website/blog/me.md").status is Status.UNKNOWN
    assert resolve(site, "/blog/abc", "website/blog/me.md").status is Status.MISSING


# --- slips where the rest cannot be told

HANDBOOK = {
    **LINKED,
    "content/guides/watering-ferns.md": "",
    "content/guides/pruning-mosses.md": "",
    "content/news/books.md": " ".join(f"[x](/handbook/{name}/)" for name in ("one", "two", "six", "ten", "volunteers")),
    **{f"content/news/reader-{n}.md": "[x](/handbook/volunteers/)" for n in range(5)},
}
SLIPS = [
    ("one letter of a page right below the root", "/abuot/", "/about/"),
    ("folders left out before two names", "/ferns/guides/watering-ferns", ""),
    ("one letter of an address that several pages link to", "/handbook/volunteer/", "/handbook/volunteers"),
    ("a page of the handbook that nobody knows", "/handbook/seven/", ""),
    ("another number", "/handbook/release-2/", ""),
    ("another language", "/fr/abuot/", ""),
]


@pytest.mark.parametrize(("target", "meant"), [case[1:] for case in SLIPS], ids=[case[0] for case in SLIPS])
def test_slip_is_told_even_where_nothing_else_can_be(target: str, meant: str) -> None:
    found = resolve(site_of({**HANDBOOK, "content/about.md": ""}), target)
    assert found.nearest.rstrip("/") == meant.rstrip("/")
    assert (found.status is Status.MISSING) == bool(meant)


def test_folder_that_several_pages_leave_out_is_added_by_the_server() -> None:
    known = ["/docs/guides/watering-ferns/"]
    lost = [("/guides/watering-ferns", "one.md")]
    assert Slips(known, lost).meant("/guides/watering-ferns/", "one.md") == "/docs/guides/watering-ferns/"
    others = [("/guides/watering-ferns", f"{n}.md") for n in range(3)]
    assert Slips(known, [*lost, *others]).meant("/guides/watering-ferns/", "one.md") == ""


# --- where programs compute addresses


def test_address_that_an_absent_program_computes_is_not_judged() -> None:
    names = [f"a-long-name-{n}" for n in "abcdef"]
    posts = {f"posts/2024-03-0{n}-{name}.md": "" for n, name in enumerate(names, 1)}
    lay_out({".eleventy.js": "", "about.md": "", "posts/posts.11tydata.js": "", **posts})
    site = site_for(plan_for(Settings()), "posts/me.md")
    assert resolve(site, "/2024/a-long-name-a/", "posts/me.md").status is not Status.MISSING


def test_nikola_names_its_pages_in_a_comment() -> None:
    lay_out({"conf.py": "BLOG_TITLE = 'x'\n", "posts/a.md": "<!--\n.. title: A\n.. slug: first-steps\n-->\n\nText."})
    site = site_for(plan_for(Settings()), "posts/me.md")
    assert resolve(site, "/posts/first-steps/", "posts/me.md").path == "posts/a.md"


# --- the parts

TARGETS = [
    ("#a%20b", ("self", "", "a b")),
    ("/garden/news/#x", ("rooted", "/news/", "x")),
    ("/news/", ("rooted", "/news/", "")),
    ("https://www.ferns.example/garden/news?q=1", ("rooted", "/news", "")),
    ("https://ferns.example/shop/", ("foreign", "", "")),
    ("a%20b.md", ("relative", "a b.md", "")),
    ("{% post_url 2024-03-04-spring %}#x", ("post", "2024-03-04-spring", "x")),
    ("{{< ref `a.md#x` >}}", ("file", "a.md", "x")),
    ("{filename}/a.md#x", ("file", "/a.md", "x")),
    ("{{ site.baseurl }}/a", ("rooted", "/a", "")),
    ("{{ base }}/a", ("rooted", "/a", "")),
    ("{{ page.url }}", ("unknown", "", "")),
    ("tel:+123", ("foreign", "", "")),
]


@pytest.mark.parametrize(("written", "expected"), TARGETS, ids=[target[0] for target in TARGETS])
def test_target_is_read(written: str, expected: tuple[str, str, str]) -> None:
    target = read_target(written, OWN)
    assert (target.kind, target.path, target.fragment) == expected


REDIRECTS = [
    ("/a", "/b", "/a", ("/b", True)),
    ("/a/*", "/b/:splat", "/a/x/y", ("/b/x/y", False)),
    ("/a/*", "/b/:splat", "/a", ("/b/", False)),
    ("/:lang/a/:rest*", "/:lang/b/:rest*", "/en/a/x/y", ("/en/b/x/y", False)),
    ("/a/{name}", "https://b.example/", "/a/x", ("https://b.example/", True)),
    ("/a/*", "/b/:splat", "/c/x", None),
]


@pytest.mark.parametrize(("source", "target", "path", "expected"), REDIRECTS)
def test_redirect_is_followed(source: str, target: str, path: str, expected: tuple[str, bool] | None) -> None:
    assert Redirects((Redirect(source, target),)).follow(path) == expected


PATTERNS = [
    ("/blog/:year/:title/", "/blog/:year/:title/"),
    ("/blog/{{ page.fileSlug }}/", "/blog/:slug/"),
    ("/{{ page.date | date: '%Y/%m' }}/{{ title | slug }}", "/:year/:month/:title"),
    ("blog/{date:%Y}/{date:%d}/{slug}/", "blog/:year/:day/:slug/"),
    ("/tags/{{ tag }}/", ""),
    ("/{% if x %}a{% endif %}/", ""),
]


@pytest.mark.parametrize(("written", "pattern"), PATTERNS)
def test_permalinks_of_all_generators_become_one_notation(written: str, pattern: str) -> None:
    assert translate(written) == pattern


def test_addresses_are_compared_in_one_form() -> None:
    same = ("/a/b", "/a/b/", "a/b", "/a//b/", "/a/b.html", "/a/b/index.html", "/a/%62")
    assert {address(path) for path in same} == {"/a/b"}
    assert address("/") == address("/index.html") == ""
    assert fixed_part("/tags/{{ tag }}/") == "/tags"
    assert is_language("pt-br")
    assert not is_language("go")


@given(st.text(alphabet="/ab.%2e-_ index.html", max_size=20))
def test_address_of_an_address_is_itself(path: str) -> None:
    once = address(path)
    if "%" not in once:
        assert address(once).rstrip("/") in (once, address(once))
        assert once == "" or once.startswith("/")


def test_nearest_is_the_same_name_first_then_a_like_one() -> None:
    assert nearest_path("/img/posts/x/a.png", ["/img/news/x/a.png", "/img/b.png"]) == "/img/news/x/a.png"
    assert nearest_path("/news/srping", ["/news/spring", "/shop/sprang"]) == "/news/spring"
    assert nearest_path("/news/other", ["/news/spring", "/a/other/b"]) == ""
    assert nearest_path("/list-stop", ["/list-top", "/list-all"]) == ""
    assert nearest_path("/list-from", ["/list-form", "/list-all"]) == "/list-form"
    assert nearest_path("/list-rm", ["/list-rmi"]) == ""
    assert nearest_path("/how-to-install", ["/how-to-installing"]) == "/how-to-installing"


@pytest.mark.parametrize(
    ("wanted", "names", "likely"),
    [
        ("notable-changess", "notable-changes other", "notable-changes"),
        ("zzz", "notable-changes", ""),
        ("moor", "unmoor", ""),
        ("install", "reinstall", ""),
        ("install", "install-a-buoy reinstall", "install-a-buoy"),
        ("install", "install-a-buoy install-a-lamp", ""),
        ("pierquay-deck-mast", "pierquay", ""),
        ("OnCall", "UseOnCall", ""),
        ("quay-settings", "quay-setting", "quay-setting"),
        ("how-to-moor-a-boat", "how-to-sink-a-boat", ""),
        ("how-to-moor-a-boat", "how-to-moor-the-boat", "how-to-moor-the-boat"),
        ("tides-of-2023", "tides-of-2024", ""),
        ("tides", "tides-1", ""),
        ("harbourmasterwaterloggeroptions", "harbourmasterwaterregisteroptions", ""),
        ("pierquayrawhull", "pierquayrawhull-deck-mast", "pierquayrawhull-deck-mast"),
        ("pierquayrawhull", "pierquayrawhullbare", "pierquayrawhullbare"),
        ("pierquayhull-deck-mast", "pierquaysail-deck-mast-rope", ""),
        ("light-repair", "pier-light-repair", ""),
        ("buoys-and-lamps", "buoys-or-lamps", "buoys-or-lamps"),
        ("inpection", "inspection", "inspection"),
    ],
)
def test_a_name_that_says_another_thing_is_not_likely(wanted: str, names: str, likely: str) -> None:
    assert (longer_name(wanted, names.split()) or akin_name(wanted, names.split())) == likely


@pytest.mark.parametrize(
    ("path", "folder"),
    [("blog/2024/03/a.md", "blog"), ("blog/a/index.md", "blog"), ("blog/2024/a/index.md", "blog"), ("a.md", "")],
)
def test_folders_of_dates_and_bundles_do_not_divide_posts(path: str, folder: str) -> None:
    assert collection_of(path) == folder


def test_numbers_that_a_build_leaves_out() -> None:
    pages = {
        f"{chapter}-{name}/0{number}-{page}.md": f"# {page}\n"
        for chapter, name in ((1, "pier"), (2, "crew"))
        for number, page in enumerate(("oars", "ropes", "sails"), 1)
    }
    lay_out(pages)
    site = site_for(plan_for(Settings()), "1-pier/01-oars.md")

    def status(target: str) -> Status:
        return site.resolve(read_post("", "1-pier/01-oars.md"), target).status

    assert status("/docs/crew/ropes") is Status.UNKNOWN
    assert status("/1-pier/02-ropes.md") is Status.FOUND


@given(st.text(max_size=12), st.lists(st.text("ab-1 ☀_", max_size=8), max_size=4))
def test_what_was_likely_meant_is_one_of_the_names(wanted: str, names: list[str]) -> None:
    for found in (
        same_name(wanted, names),
        name_of(wanted, names),
        longer_name(wanted, names),
        akin_name(wanted, names),
    ):
        assert found in {"", *names}
