"""The settings of a folder go in, the Plan for its posts comes out: below this, nobody reads settings."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from postlint.files.once import forgotten
from postlint.files.paths import shown_path
from postlint.model.plan import Plan, SiteTold
from postlint.model.trouble import ConfigError
from postlint.plan.choice import select_rules
from postlint.plan.words import accepted_words
from postlint.rulebook.pages import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from postlint.config.settings import Settings, SiteSettings
    from postlint.model import Rule, Severity

_plans: dict[int, tuple[Settings, Plan]] = {}
forgotten(_plans.clear)


def plan_for(settings: Settings) -> Plan:
    """The plan that these settings make, one for each Settings object.

    Raises ConfigError or RulePageError for what cannot be used: a rule that is not there, a list that cannot be read.
    """
    # Keyed by identity (settings hold tables and cannot be hashed); the settings are kept, so that an id stays theirs.
    known = _plans.get(id(settings))
    if known is None:
        known = _plans[id(settings)] = (settings, _make(settings))
    return known[1]


def rules_of(settings: Settings) -> Mapping[str, Rule]:
    """All rules that there are under these settings. Raises ConfigError for a folder that is not there, or RulePageError."""
    with _told_where(settings):
        for folder in settings.rules:
            if not os.path.isdir(folder):
                raise ConfigError(f"no such folder of rule pages: {shown_path(folder)}", "rules")
    return load_rules(settings.rules)


@contextmanager
def _told_where(settings: Settings) -> Iterator[None]:
    """Whoever reads a file that a setting names does not know where the setting was written: here it is said."""
    try:
        yield
    except ConfigError as error:
        raise ConfigError(error.message, error.key, settings.origins.get(error.key, error.origin)) from None


def _make(settings: Settings) -> Plan:
    rules = rules_of(settings)
    selected = select_rules(rules, settings)
    with _told_where(settings):  # what cannot be used is said before any work
        accepted, site = accepted_words(settings.words), _site_here(settings)
        if settings.frontmatter.schema:
            from postlint.site.habits.schema import header_schema

            header_schema(settings.frontmatter.schema)
    return Plan(
        rules=rules,
        selected=selected,
        root=settings.root,
        ignored={glob: _names(names, selected) for glob, names in settings.per_file_ignores.items()},
        severity=_severities(settings, rules.values()),
        options=settings.rule_options,
        year_start=settings.dates.first_month,
        accepted=accepted,
        schema=settings.frontmatter.schema,
        site=site,
        online=settings.web.online,
        not_asked=settings.web.exclude,
        fail_on=settings.fail_on,
    )


def _site_here(settings: Settings) -> SiteTold:
    """What the settings say of the site. Raises ConfigError for a folder that is not there: nothing would be found in it."""
    for key, folders in (("content", settings.site.content), ("static", settings.site.static)):
        for folder in folders:
            if not os.path.isdir(settings.root / folder):
                raise ConfigError(f"the folder `{folder}` is not there", f"site.{key}")
    return site_told(settings.site)


def site_told(settings: SiteSettings) -> SiteTold:
    """What the settings say of the site."""
    return SiteTold(settings.url, settings.content, settings.static)


def _names(names: Iterable[str], rules: Iterable[Rule]) -> frozenset[str]:
    """The names of the rules that a list of rules, families and presets means."""
    listed = set(names)
    return frozenset(rule.name for rule in rules if listed.intersection(rule.selectors))


def _severities(settings: Settings, rules: Iterable[Rule]) -> Mapping[str, Severity]:
    given = settings.severity
    return {
        rule.name: given.get(rule.name, given.get(rule.family, rule.severity))
        for rule in rules
        if rule.name in given or rule.family in given
    }
