"""A word as written goes in, the capitals that its makers or the site give it come out, with the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from postlint.model.named import NamedTuple
from postlint.post.document import Post
from postlint.post.wording.product_frames import LANGUAGES
from postlint.site.words.vocabulary import OWN_USES, Vocabulary
from postlint.text import lazy
from postlint.words.english import capitals, cased, common, is_listed, is_plain
from postlint.words.usual_names import usual_names

_SEEN = 20  # times the site must write a name its way
_MAJORITY = 20  # times as often as the form found
_PLAIN_SEEN, _PLAIN_MAJORITY = 200, 100  # the same for a name that is also a word of everyday English
_COINED_SEEN, _COINED_MAJORITY = 5, 3  # the same for a name with capitals inside, beside others inside
_LISTED_SEEN, _LISTED_MAJORITY = 3, 3  # the same for such a name that our list holds
_OWN_SEEN, _OWN_MAJORITY = OWN_USES, 4  # the same for what the site is about
_RUNNING = 2  # times that such a name must stand within a sentence
_INITIALS_SEEN, _INITIALS = 10, 6  # the same for initials with small letters, JSoC, and the longest of them
_HOUSE, _HOUSE_MAJORITY = 10, 3  # the same for a form that is not the makers' own
_IDENTIFIER = 3  # capitals; names with more are rather those of code
_FEW = 2  # times that the name may stand in lower case where that is an exception
_SAID = 4  # letters; initials with more are hardly spelt out
_LOWER_HABIT = 5  # times that an author writes a name in lower case where that is no slip


# Initials that nobody writes with a capital alone: Html, Json. What is said as a word, newspapers do: Unesco, Nasa.
_INITIALS_ALONE = {
    name.lower(): name
    for name in (
        "ANSI API APIs ASCII AWS BIOS CEO CORS CPU CPUs CSS CSV CTO CUDA DHCP DIY DNS FAQ FAQs FTP GCP GDPR GPL GPS "
        "GPU GPUs GUI HDMI HIPAA HTML HTTP HTTPS IBM IEEE IETF IMAP IRC JDBC JPEG JSON KDE LDAP LGPL LLM LLMs LLVM "
        "MQTT NIST NLP OCR ODBC OIDC OWASP PDF PHP PNG RBAC RSS SAML SBOM SDK SIMD SMTP SQL SSD SSH SSL SVG "
        "TCP TLS UEFI URL URLs USB UUID UUIDs VLAN VPN WCAG WSGI WWW XHTML XML XMPP YAML"
    ).split()
}
_PLURALS = frozenset(("bios",))  # of words of English as well, which a title gives a capital
_EITHER = frozenset(("boolean", "git", "nginx"))  # of a kind, a program, or a company and its program: both are in use

# What code calls by the same name: the text may speak of the module or of the command.
_MODULES = frozenset(
    "asciidoc basex bibtex biopython boltdb buildkit caldav carddav cmake codecov coredns cpython cython datagrip "
    "dbeaver duckdb eslint exoplayer fastapi ffmpeg freetype geojson gitea gnupg gnutls graphiql grpc gstreamer "
    "haproxy imagemagick influxdb innodb ipv4 ipv6 ipython iscsi jboss jedit jhipster jmeter jmock jquery jruby jsdoc jshint "
    "jslint junit jupyterhub jupyterlab jupytext katex latex leveldb lightgbm livereload localstack luajit luatex "
    "mathjax microprofile mkdocs mlflow mobx mysql nestjs networkx npm numpy nunit ocaml openapi openblas opencv "
    "openid openjdk openjpeg openldap openmp openresty openssh openssl openvpn openvz phpmyadmin phpunit pixijs "
    "plantuml plotly postcss postgis postgresql postgrest powerpc proguard pubnub pybind pyinstaller pymc pypi "
    "pypy pyqt pyside pyspark pytables pytorch qemu qgis rabbitmq rocksdb rspec rstudio rubocop rubygems rxjs "
    "sagemaker scipy scylladb selinux shellcheck solidjs sqlalchemy sqlite statsd stylelint sveltekit sympy "
    "tensorboard tensorflow textmate typedoc typeorm uglifyjs virtualbox vitepress wireguard wordnet xetex xgboost "
    "xmlhttprequest xquery zeromq zookeeper".split()
)

_NEVER_TWO = frozenset(
    "Airtable Backblaze Bitcoin Bluesky Broadcom Buildkite Chromebook Codeberg Databricks Datadog Eventbrite Evernote "
    "Facebook Firefox Flathub Goodreads Grafana Hacktoberfest Homebrew Inkscape Instagram Kickstarter Kitware "
    "Mapbox Mattermost Microsoft Minecraft Netflix Nextcloud Photoshop Pinterest Podman Postgres Qualcomm "
    "Salesforce Snapchat Sourcegraph Squarespace Tailscale Terraform Typeform Wikimedia Wikipedia Wireshark "
    "Xcode Zendesk".split()
)

# Products whose names are words of English or commands, as those of languages are: what stands around them tells.
_ALSO_WORDS = {name.lower(): name for name in "Docker Postgres Sage Sphinx".split()}

# Two words that also have a capital each as something else.
_TWO_WORDS = frozenset(
    (
        "app image",
        "cloud events",
        "julia lang",
        "app kit",
        "black rock",
        "code mirror",
        "code spaces",
        "file maker",
        "file vault",
        "graph db",
        "home kit",
        "live reload",
        "local stack",
        "map server",
        "net app",
        "network manager",
        "open project",
        "open weather",
        "page speed",
        "open search",
        "open type",
        "slide share",
        "soft bank",
        "smart things",
        "source hut",
        "user testing",
        "voice over",
        "web driver",
        "web storm",
        "word net",
    )
)
_ENDS = lazy.compile(r"[A-Z]+[a-z]{1,2}[A-Z]+")  # initials with small letters among them: GSoC, MySQL
_FIRST = lazy.compile(r"^[ \t]*[$>]?[ \t]*(?:(?:sudo|npx|import|from) )?")
_IN_TWO = lazy.compile(r"([A-Z][a-z]{2,})([A-Z][a-z]{2,})")
_WITH_INITIALS = lazy.compile(r"([A-Z][a-z]{3,})(DB|SQL|MQ|QL|FX)")  # MongoDB


class Casing(NamedTuple):
    """How a word should be written: `uses` is how often the site writes it so, 0 where a list says it.

    `alone` says that the very post writes it so again and again, and otherwise hardly ever; `own` that it is what the site
    is about.
    """

    form: str
    uses: int = 0
    alone: bool = False
    own: bool = False


def casing(word: str, post: Post, site: Vocabulary) -> Casing | None:
    """None where the word is right as it is, or nothing is certain."""
    lower = word.lower()
    listed = cased().get(lower) or capitals().get(lower)
    mixed = not (word.islower() or word.isupper())
    form = listed or (site.forms if mixed else site.cased).get(lower, word)
    initials = _INITIALS_ALONE.get(lower, "") if word.istitle() else ""
    if lower in _PLURALS and not site.prose.get(initials):
        initials = ""
    if initials and not (is_house_form(word, initials, site) or _is_in_code(word, post)):
        return Casing(initials)
    if form == word or len(word) < 3 or lower in _EITHER:
        return None
    if word.islower():
        uses = 0 if listed else site.running.get(form, 0)
        wrong = _in_small(word, form, post, site) and (word in capitals() or not _is_command(word, post))
        return Casing(form, uses, _is_alone(word, form, post), lower in site.own) if wrong else None
    if word.isupper():
        return Casing(form, site.prose.get(form, 0)) if _is_initials(word, form, post, site) else None
    if word == form[:2].upper() + form[2:] and site.prose.get(form, 0) >= _SEEN * max(site.prose.get(word, 0), 1):
        return Casing(form, site.prose[form])  # the shift key was held too long: FLux
    if listed:
        # Many a name with one capital had two in earlier days: it takes a site that has come to write it with one.
        if listed.isupper() and word.istitle() and len(word) > _SAID:
            return None  # initials that are said as a word: newspapers write Unesco
        plain = listed[1:].islower() and listed not in _NEVER_TWO and not site.prose.get(listed)
        return None if plain or is_house_form(word, listed, site) else Casing(listed)
    if not _is_coined(word, form, site) or any(word in link.target for link in post.links):
        return None  # what an address spells so may be its owner's spelling
    return Casing(form, site.prose[form])


def framed_form(word: str, post: Post, site: Vocabulary) -> str:
    """How a product's name is written that stands in small letters, "" where post, site or code write it so by habit."""
    form = LANGUAGES.get(word) or _ALSO_WORDS.get(word) or _listed_form(word)
    return "" if _is_small_by_habit(word, form, post, site) else form


def usual_form(word: str, post: Post, site: Vocabulary) -> str:
    """The same for a name that nearly all sites write with capitals, at all or beside some words."""
    usual = usual_names().get(word)
    form = usual.form if usual and word not in _EITHER else ""
    return "" if _is_small_by_habit(word, form, post, site) else form


def _is_small_by_habit(word: str, form: str, post: Post, site: Vocabulary) -> bool:
    """Whether there is no such name, or post, site or code write it in small letters."""
    if not form or (word not in LANGUAGES and _is_command(word, post)):
        return True
    here, capital = (sum(flow.words.count(one) for flow in post.english) for one in (word, form))
    habit = here >= _LOWER_HABIT and here > 2 * capital
    return habit or site.running.get(word, 0) - here > site.running.get(form, 0)


def _listed_form(word: str) -> str:
    """A name of the list whose word in small letters is none of English, and no module."""
    form = cased().get(word, "") if word.islower() and word not in _MODULES else ""
    is_english = form and (is_plain(word) or (is_listed(word) and word not in common()) or word == "homebrew")
    return "" if is_english else form


def is_house_form(word: str, form: str, site: Vocabulary) -> bool:
    """Does the site nearly always write a name in this way, whatever its makers do? Then it is a choice, and no slip."""
    uses = site.prose.get(word, 0)
    return uses >= _HOUSE and uses >= _HOUSE_MAJORITY * site.prose.get(form, 0)


def _in_small(word: str, form: str, post: Post, site: Vocabulary) -> bool:
    """Is the name wrong in lower case? What this very post does decides first, then the site beside this post."""
    here = sum(flow.words.count(word) for flow in post.english)
    capital = sum(flow.words.count(form) for flow in post.english)
    if here >= _LOWER_HABIT and here > 2 * capital:
        return False
    if word in capitals():
        return True
    if word in cased() and capital > 3 * here:
        return True
    seen, majority = (_PLAIN_SEEN, _PLAIN_MAJORITY) if is_plain(word) else (_SEEN, _MAJORITY)
    if word in site.own and not is_plain(word):
        seen, majority = _OWN_SEEN, _OWN_MAJORITY
    elif word in cased():
        seen, majority = (_SEEN, _MAJORITY) if is_plain(word) else (_LISTED_SEEN, _LISTED_MAJORITY)
        if _is_odd(form) and word not in _MODULES:
            seen, majority = 0, 1
        elif _is_odd(form) and capital >= here:
            seen = majority = 1
    elif _is_odd(form):
        seen, majority = min(seen, _SEEN // 2), min(majority, _MAJORITY // 2)
    others = max(site.running.get(word, 0) - here, 0)
    return site.running.get(form, 0) >= max(seen, majority * others)


def _is_odd(form: str) -> bool:
    """True for a name with capitals inside and small letters, which no other word has."""
    return form[1:] != form[1:].lower() and not form.isupper()


def _is_command(word: str, post: Post) -> bool:
    """True where code of the post begins with the word: a command or a package, which the text may name as well."""
    for code in post.codes:
        inner = code.inner.of(post.text)
        if word in inner and any(_FIRST.sub("", line)[: len(word)] == word for line in inner.splitlines()):
            return True
    return False


def _is_in_code(word: str, post: Post) -> bool:
    """True where code of the post writes it so: a class or the like."""
    return any(word in code.inner.of(post.text) for code in post.codes)


def _is_alone(word: str, form: str, post: Post) -> bool:
    here = sum(flow.words.count(word) for flow in post.english)
    return here <= _FEW and sum(flow.words.count(form) for flow in post.english) >= _FEW + here


def _is_initials(word: str, form: str, post: Post, site: Vocabulary) -> bool:
    """Are these the initials of a name that the site or this post writes with small letters among them: JSoC, OTel, npm?"""
    if len(word) > _INITIALS or (form not in cased() if form.islower() else sum(map(str.isupper, form)) < 2):
        return False
    if (
        _ENDS.fullmatch(form)
        and word.lower() in cased()
        and not (is_plain(word.lower()) or is_house_form(word, form, site))
    ):
        return True
    here, usual = (sum(flow.words.count(one) for flow in post.english) for one in (word, form))
    if word.lower() in cased() and usual >= max(_FEW, here):
        return True
    return site.prose.get(form, 0) >= max(_INITIALS_SEEN, _INITIALS_SEEN * site.prose.get(word, 0))


def _is_coined(word: str, form: str, site: Vocabulary) -> bool:
    """Is it the site's own name with capitals inside? Where only the first letter differs, it may also begin a sentence."""
    if form[1:] == form[1:].lower() or form.isupper() or is_listed(word.lower()):
        return False
    if (word[0].islower() and form[0].isupper()) or sum(map(str.isupper, word)) > _IDENTIFIER:
        return False  # traceId beside TraceId: names of code
    count, uses = site.prose.get(word, 0), site.prose.get(form, 0)
    if site.running.get(form, 0) < _RUNNING:
        return False  # a key or the like, which no sentence holds
    if word[1:] == form[1:]:
        return site.running.get(form, 0) >= max(_SEEN, _MAJORITY * count)
    return uses >= max(_COINED_SEEN, _COINED_MAJORITY * count)


@cache
def run_together() -> Mapping[str, str]:
    """Names of two words that their makers write as one, by the two words in lower case: "web assembly"."""
    parts = ((_IN_TWO.fullmatch(name) or _WITH_INITIALS.fullmatch(name), name) for name in cased().values())
    pairs = {f"{found[1]} {found[2]}".lower(): name for found, name in parts if found}
    return {pair: name for pair, name in pairs.items() if pair not in _TWO_WORDS}
