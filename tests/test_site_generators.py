"""Small sites, one for each generator: every link of a post leads where that generator publishes things."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.config.settings import Settings
from postlint.plan.plan import plan_for
from postlint.post.document import read_post
from postlint.site.model import Status
from postlint.site.site import Site
from postlint.site.sites import site_for
from tests.support import lay_out

POST = "---\ntitle: A post\n---\nText.\n"


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def headed(**values: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in values.items())
    return f"---\n{lines}---\nText.\n"


# The files of a site, a post in it, and for each link of that post the file it leads to ("" for what has none).
GENERATORS: dict[str, tuple[dict[str, str], str, dict[str, str]]] = {
    "Hugo": (
        {
            "layouts/_default/_markup/render-link.html": "",
            "hugo.toml": 'baseURL = "https://ferns.example/"\n[permalinks]\nnotes = "/n/:year/:slug/"\n',
            "content/_index.md": POST,
            "content/posts/one.md": POST,
            "content/posts/Two Words.md": POST,
            "content/posts/bundle/index.md": POST,
            "content/posts/bundle/photo.jpg": "",
            "content/posts/renamed.md": headed(slug="new-name", aliases="[/old-name/, older]"),
            "content/posts/moved.md": headed(url="/elsewhere/"),
            "content/notes/first.md": headed(date="2024-03-04", tags="[Fern Care]"),
            "static/img/logo.svg": "",
        },
        "content/posts/me.md",
        {
            "/": "content/_index.md",
            "/posts/one/": "content/posts/one.md",
            "/posts/one/index.html": "content/posts/one.md",
            "https://ferns.example/posts/one/#top": "content/posts/one.md",
            "http://www.ferns.example/posts/one": "content/posts/one.md",
            "../one/": "content/posts/one.md",
            "one.md": "content/posts/one.md",
            '{{< ref "one.md" >}}': "content/posts/one.md",
            '{{< relref "/posts/one" >}}': "content/posts/one.md",
            '{{% ref "bundle" %}}': "content/posts/bundle/index.md",
            "/posts/two-words/": "content/posts/Two Words.md",
            "/posts/bundle/": "content/posts/bundle/index.md",
            "/posts/bundle/photo.jpg": "content/posts/bundle/photo.jpg",
            "/posts/new-name/": "content/posts/renamed.md",
            "/old-name/": "content/posts/renamed.md",
            "/posts/older/": "content/posts/renamed.md",
            "/elsewhere/": "content/posts/moved.md",
            "/n/2024/first/": "content/notes/first.md",
            "/tags/fern-care/": "",
            "/posts/": "",
            "/img/logo.svg": "static/img/logo.svg",
        },
    ),
    "Zola": (
        {
            "config.toml": 'base_url = "https://ferns.example"\n',
            "content/_index.md": "+++\n+++\n",
            "content/blog/_index.md": "+++\ntitle = 'Blog'\n+++\n",
            "content/blog/2024-03-04-spring.md": '+++\ntitle = "Spring"\n+++\n',
            "content/blog/fixed.md": '+++\npath = "a/fixed/way"\naliases = ["was/here"]\n+++\n',
            "content/blog/walk/index.fr.md": '+++\ntitle = "Balade"\n+++\n',
            "static/a.pdf": "",
        },
        "content/blog/me.md",
        {
            "@/blog/2024-03-04-spring.md": "content/blog/2024-03-04-spring.md",
            "@/blog/_index.md#latest": "content/blog/_index.md",
            "/blog/spring/": "content/blog/2024-03-04-spring.md",
            "/a/fixed/way/": "content/blog/fixed.md",
            "/was/here": "content/blog/fixed.md",
            "/blog/walk/": "content/blog/walk/index.fr.md",
            "/a.pdf": "static/a.pdf",
        },
    ),
    "Jekyll": (
        {
            "_config.yml": "url: https://ferns.example\nbaseurl: /garden\npermalink: /:year/:month/:title.html\n"
            "collections:\n  guides:\n    output: true\n",
            "index.md": POST,
            "about.md": headed(permalink="/who-we-are/", redirect_from="[/us]"),
            "_posts/2024-03-04-spring.md": POST,
            "_posts/2024-05-06-summer.md": headed(categories="[news, garden]"),
            "_guides/watering.md": POST,
            "assets/fern.png": "",
        },
        "_posts/2024-06-07-me.md",
        {
            "/garden/": "index.md",
            "/garden/who-we-are/": "about.md",
            "{{ site.baseurl }}/us": "about.md",
            "/2024/03/spring.html": "_posts/2024-03-04-spring.md",
            "{% post_url 2024-03-04-spring %}": "_posts/2024-03-04-spring.md",
            "{% link _posts/2024-03-04-spring.md %}#top": "_posts/2024-03-04-spring.md",
            "/garden/2024/05/summer": "_posts/2024-05-06-summer.md",
            "https://ferns.example/garden/guides/watering": "_guides/watering.md",
            "{{ '/assets/fern.png' | relative_url }}": "assets/fern.png",
        },
    ),
    "Eleventy": (
        {
            ".eleventy.js": "",
            "_data/metadata.json": '{"url": "https://ferns.example"}',
            "about.njk": "",
            "tags.njk": "---\npermalink: /topics/{{ tag | slug }}/\n---\n",
            "notes/notes.json": '{"permalink": "/n/{{ page.fileSlug }}/"}',
            "notes/2024-03-04-spring.md": POST,
            "news/2024-03-04-spring.md": POST,
            "news/hidden.md": headed(permalink="false"),
            "redirects.md": '---\nredirects:\n  - {"from": "/board/", "to": "/about/"}\n---\n',
            "_redirects": "/go/* /news/:splat 301\n",
            "img/fern.png": "",
        },
        "news/me.md",
        {
            "/about/": "about.njk",
            "/news/2024-03-04-spring/": "news/2024-03-04-spring.md",
            "/n/spring/": "notes/2024-03-04-spring.md",
            "/board/": "about.njk",
            "/go/2024-03-04-spring": "news/2024-03-04-spring.md",
            "/img/fern.png": "img/fern.png",
        },
    ),
    "Pelican": (
        {
            "pelicanconf.py": "SITEURL = 'https://ferns.example'\n"
            "ARTICLE_URL = 'blog/{date:%Y}/{date:%m}/{date:%d}/{slug}/'\n",
            "content/2024-03-04-spring.md": "Title: Spring in the garden\nDate: 2024-03-04\nSlug: spring\n\nText.\n",
            "content/2024-05-06-summer.md": "Title: Summer of ferns\nDate: 2024-05-06\n\nText.\n",
            "content/pages/about.md": "Title: About\n\nText.\n",
            "content/images/fern.png": "",
        },
        "content/2024-06-07-me.md",
        {
            "/blog/2024/03/04/spring/": "content/2024-03-04-spring.md",
            "/blog/2024/05/06/summer-of-ferns/": "content/2024-05-06-summer.md",
            "{filename}2024-03-04-spring.md": "content/2024-03-04-spring.md",
            "{filename}/pages/about.md": "content/pages/about.md",
            "|filename|/pages/about.md": "content/pages/about.md",
            "/pages/about.html": "content/pages/about.md",
            "{static}/images/fern.png": "content/images/fern.png",
            "/images/fern.png": "content/images/fern.png",
        },
    ),
    "Astro": (
        {
            "astro.config.mjs": "export default defineConfig({ site: 'https://ferns.example' });",
            "src/pages/index.astro": "",
            "src/pages/about.astro": "",
            "src/pages/blog/[...slug].astro": "",
            "src/content/posts/spring.md": POST,
            "src/content/posts/fern.png": "",
            "public/logo.svg": "",
        },
        "src/content/posts/me.md",
        {
            "/": "src/pages/index.astro",
            "/about": "src/pages/about.astro",
            "/blog/spring/": "src/content/posts/spring.md",
            "./fern.png": "src/content/posts/fern.png",
            "/logo.svg": "public/logo.svg",
        },
    ),
    "Docusaurus": (
        {
            "docusaurus.config.ts": "const config = {\n  url: 'https://ferns.example',\n  baseUrl: '/docs-site/',\n};",
            "docs/intro.md": POST,
            "docs/01-care/02-watering.md": POST,
            "docs/named.md": headed(slug="/other"),
            "docs/README.md": POST,
            "blog/2024-03-04-spring.md": POST,
            "blog/2024-05-06-summer/index.md": headed(slug="warm-days"),
            "src/pages/team.tsx": "",
            "static/img/fern.png": "",
        },
        "docs/care/me.md",
        {
            "../intro.md": "docs/intro.md",
            "intro.md": "docs/intro.md",
            "/docs-site/docs/intro": "docs/intro.md",
            "/docs/care/watering": "docs/01-care/02-watering.md",
            "/docs/other": "docs/named.md",
            "/docs": "docs/README.md",
            "/blog/2024/03/04/spring": "blog/2024-03-04-spring.md",
            "/blog/warm-days": "blog/2024-05-06-summer/index.md",
            "https://ferns.example/docs-site/team": "src/pages/team.tsx",
            "@site/static/img/fern.png": "static/img/fern.png",
            "/img/fern.png": "static/img/fern.png",
        },
    ),
    "MkDocs": (
        {
            "mkdocs.yml": "site_name: Ferns\nsite_url: https://ferns.example/\n",
            "docs/index.md": POST,
            "docs/guide/README.md": POST,
            "docs/guide/watering.md": POST,
        },
        "docs/me.md",
        {
            "guide/watering.md": "docs/guide/watering.md",
            "/guide/watering/": "docs/guide/watering.md",
            "/guide/": "docs/guide/README.md",
        },
    ),
    "Nikola": (
        {
            "conf.py": 'BLOG_TITLE = "Ferns"\nSITE_URL = "https://ferns.example/"\n',
            "posts/spring.md": POST,
            "pages/about.md": POST,
            "files/fern.pdf": "",
        },
        "posts/me.md",
        {"/posts/spring/": "posts/spring.md", "/about": "pages/about.md", "/fern.pdf": "files/fern.pdf"},
    ),
    "Next.js": (
        {
            "next.config.mjs": "",
            "package.json": '{"homepage": "https://ferns.example"}',
            "pages/en/blog/spring.md": POST,
            "pages/en/about/index.mdx": POST,
            "app/team/page.tsx": "",
            "redirects.json": '[{"source": "/:locale/b/:path*", "destination": "/:locale/blog/:path*"}]',
            "public/static/fern.png": "",
        },
        "pages/en/blog/me.md",
        {
            "/en/blog/spring": "pages/en/blog/spring.md",
            "/blog/spring": "pages/en/blog/spring.md",
            "/en/b/spring": "pages/en/blog/spring.md",
            "https://ferns.example/en/about": "pages/en/about/index.mdx",
            "/team": "app/team/page.tsx",
            "/static/fern.png": "public/static/fern.png",
        },
    ),
    "VitePress": (
        {
            ".vitepress/config.mts": "export default { sitemap: { hostname: 'https://ferns.example' } }",
            "package.json": '{"homepage": "https://ferns.example"}',
            "index.md": POST,
            "guide/watering.md": POST,
            "public/fern.png": "",
        },
        "guide/me.md",
        {
            "/guide/watering.html": "guide/watering.md",
            "./watering": "guide/watering.md",
            "/": "index.md",
            "/fern.png": "public/fern.png",
        },
    ),
    "Hexo": (
        {
            "_config.yml": "url: https://ferns.example\nsource_dir: source\npermalink: :year/:month/:title/\n",
            "source/_posts/spring.md": headed(date="2024-03-04 10:00:00"),
            "source/about/index.md": POST,
            "source/images/fern.png": "",
        },
        "source/_posts/me.md",
        {
            "/2024/03/spring/": "source/_posts/spring.md",
            "/about/": "source/about/index.md",
            "/images/fern.png": "source/images/fern.png",
        },
    ),
    "Gatsby": (
        {
            "gatsby-config.js": "module.exports = { siteMetadata: {\n  siteUrl: `https://ferns.example`,\n} }",
            "src/pages/about.js": "",
            "content/blog/spring/index.md": POST,
            "static/fern.png": "",
        },
        "content/blog/me/index.md",
        {
            "/about/": "src/pages/about.js",
            "/blog/spring/": "content/blog/spring/index.md",
            "/fern.png": "static/fern.png",
        },
    ),
    "Franklin": (
        {
            "_layout/page_foot.html": "",
            "config.md": '+++\nwebsite_url = get(ENV, "SITE", "https://ferns.example/")\n+++\n',
            "index.html": "",
            "blog/2024/03/spring.md": POST,
            "_assets/blog/fern.png": "",
        },
        "blog/2024/05/me.md",
        {
            "/": "index.html",
            "https://ferns.example/blog/2024/03/spring/": "blog/2024/03/spring.md",
            "/assets/blog/fern.png": "_assets/blog/fern.png",
        },
    ),
    "": (
        {
            "README.md": POST,
            "posts/spring.md": POST,
            "posts/guide/dune.md": POST,
            "posts/shots/dune.png": "",
            "images/fern.png": "",
        },
        "posts/me.md",
        {
            "spring.md": "posts/spring.md",
            "../README.md": "README.md",
            "/images/fern.png": "images/fern.png",
            "../images/fern.png": "images/fern.png",
            "/guide/dune": "posts/guide/dune.md",  # the folder may be what is published
            "/guide/dune.html": "posts/guide/dune.md",
            "/shots/dune.png": "posts/shots/dune.png",
        },
    ),
}
LINKS = [
    pytest.param(name, target, file, id=f"{name or 'no generator'}: {target}")
    for name, (_, _, links) in GENERATORS.items()
    for target, file in links.items()
]


def built(name: str) -> tuple[Site, str]:
    files, path, _ = GENERATORS[name]
    lay_out({**files, path: POST})
    return site_for(plan_for(Settings()), path), path


@pytest.mark.parametrize("name", GENERATORS)
def test_generator_is_known_by_its_files(name: str) -> None:
    site, _ = built(name)
    assert site.convention.name == name
    assert site.root == Path.cwd()


@pytest.mark.parametrize("name", [name for name in GENERATORS if name])
def test_own_address_is_read_from_the_files(name: str) -> None:
    site, _ = built(name)
    assert site.address.host == "ferns.example"


@pytest.mark.parametrize(("name", "target", "file"), LINKS)
def test_link_leads_to_its_file(name: str, target: str, file: str) -> None:
    site, path = built(name)
    found = site.resolve(read_post(POST, path), target)
    assert (found.status, found.path) == (Status.FOUND, file)


# What Hugo 0.168 makes of links by its own hooks; "-" is what it leaves as it is written, and nothing is there.
HOOKED: dict[str, dict[str, str]] = {
    "content/a/voting.md": {
        "bylaws#x": "content/a/bylaws.md",
        "bylaws/": "content/a/bylaws.md",
        "Bylaws": "content/a/bylaws.md",
        "b/deep": "content/a/b/deep.md",
        "../c": "content/c/_index.md",
        "c/far": "content/c/far.md",
        "/c/leaf/index.md": "content/c/leaf/index.md",
        "a/bylaws": "content/a/bylaws.md",
        "slugged": "content/a/slugged.md",
        "pics/as.png": "assets/pics/as.png",
        "/news/flood": "content/news/flood.md",
        "far": "-",
        "twice": "-",
        "../far": "-",
    },
    "content/a/voting.de.md": {
        "bylaws": "content/a/bylaws.de.md",
        "/a/bylaws": "content/a/bylaws.de.md",
        "onlyde": "content/a/onlyde.de.md",
    },
    "content/c/leaf/index.md": {
        "far": "content/c/far.md",
        "own.pdf": "content/c/leaf/own.pdf",
        "../a/bylaws": "content/a/bylaws.md",
        "bylaws": "-",
    },
}
_SEVERAL = "[languages.en]\nweight = 1\n[languages.de]\nweight = 2\n"
_HOOK = "[markup.goldmark.renderHooks.link]\n{}\n[markup.goldmark.renderHooks.image]\n{}\n"


def hooked(path: str, config: str, **files: str) -> Site:
    names = [*HOOKED, *{file for links in HOOKED.values() for file in links.values() if file != "-"}]
    pages = dict.fromkeys((*names, "content/a/b/twice.md", "content/c/twice.md"), POST)
    told = {
        "content/a/slugged.md": headed(slug="other"),
        "content/news/flood.md": headed(date="2026-02-03"),
        "hugo.toml": f'baseURL = "https://ferns.example/"\n[permalinks]\nnews = "/n/:year/:slug/"\n{config}',
    }
    lay_out({**pages, **told, **files})
    return site_for(plan_for(Settings()), path)


@pytest.mark.parametrize(
    ("path", "target", "file"),
    [(path, target, file) for path, links in HOOKED.items() for target, file in links.items()],
)
def test_link_by_the_hook_of_hugo_leads_to_its_file(path: str, target: str, file: str) -> None:
    site = hooked(path, _SEVERAL + _HOOK.format(*['useEmbedded = "always"'] * 2))
    found = site.resolve(read_post(POST, path), target)
    assert (found.path if found.status is Status.FOUND else "-") == file


@pytest.mark.parametrize(
    ("config", "kinds"),
    [
        (_HOOK.format(*['useEmbedded = "fallback"'] * 2), {"link", "image", "told"}),
        (_HOOK.format(*["enableDefault = true"] * 2), {"link", "image", "told"}),
        (_SEVERAL, {"link", "image"}),
        ("[markup.goldmark]\nduplicateResourceFiles = true\n" + _SEVERAL, set()),
        (_SEVERAL + _HOOK.format('useEmbedded = "never"', ""), {"image"}),
        (_SEVERAL.replace("weight = 2", 'baseURL = "https://farne.example/"'), set()),
        (_SEVERAL.replace("weight = 2", "disabled = true"), set()),
        ("", set()),
    ],
)
def test_hooks_of_hugo_are_known_by_the_configuration(config: str, kinds: set[str]) -> None:
    assert hooked("content/a/voting.md", config).linking.lookup.embedded == kinds


def test_a_hook_of_the_site_goes_before_that_of_hugo() -> None:
    own = {"layouts/_markup/render-link.html": ""}
    assert hooked("content/a/voting.md", _SEVERAL, **own).linking.lookup.embedded == {"image"}
    asked = _SEVERAL + _HOOK.format('useEmbedded = "always"', "")
    assert hooked("content/a/voting.md", asked, **own).linking.lookup.embedded == {"link", "image", "told"}
