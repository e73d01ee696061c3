"""Settings and all rules go in, the rules that the settings choose come out, or what they name that no rule has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from postlint.config.declared import Keys, dotted
from postlint.config.settings import Settings
from postlint.config.values import written
from postlint.model import Rule
from postlint.model.trouble import DEFAULT, ConfigError
from postlint.text.nearness import did_you_mean


def select_rules(rules: Mapping[str, Rule], settings: Settings) -> tuple[Rule, ...]:
    """The rules that `select`, `extend-select` and `ignore` leave: of two selectors the more exact one wins.

    An unknown name raises ConfigError with a suggestion, and where it was written.
    """
    check_names(settings, rules)
    chosen = []
    for rule in rules.values():
        names = rule.selectors
        wanted = [names.index(s) for s in (*settings.select, *settings.extend_select) if s in names]
        refused = [names.index(s) for s in settings.ignore if s in names]
        if not settings.select and rule.default:
            wanted.append(0)
        if wanted and max(wanted) > max(refused, default=-1):
            chosen.append(rule)
    return tuple(chosen)


def check_names(settings: Settings, rules: Mapping[str, Rule]) -> None:
    """Raise ConfigError for a rule, family, preset or option that none of these rules has."""
    selectable = {name for rule in rules.values() for name in rule.selectors}
    for key, names in (
        ("select", settings.select),
        ("ignore", settings.ignore),
        ("extend-select", settings.extend_select),
    ):
        _known(settings, (key,), names, selectable)
    for glob, names in settings.per_file_ignores.items():
        _known(settings, ("per-file-ignores", glob), names, selectable)
    for name in settings.severity:
        _known(settings, ("severity", name), (name,), {*rules, *(rule.family for rule in rules.values())})
    for name, options in settings.rule_options.items():
        _known(settings, ("rule", name, *list(options)[:1]), (name,), rules)
        _check_options(settings, rules[name], options)


def _known(settings: Settings, keys: Keys, names: Iterable[str], known: Iterable[str]) -> None:
    wrong = next((name for name in names if name not in known), None)
    if wrong is not None:
        message = f"unknown rule or family `{wrong}`{did_you_mean(wrong, known)}"
        raise ConfigError(message, dotted(keys), settings.origins.get(dotted(keys), DEFAULT))


def _check_options(settings: Settings, rule: Rule, options: Mapping[str, object]) -> None:
    """An option's default shows its type; true is no number, but 3 will do for 2.5."""
    for key, value in options.items():
        place = dotted(("rule", rule.name, key))
        origin = settings.origins.get(place, DEFAULT)
        if key not in rule.options:
            raise ConfigError(f"`{rule.name}` has no such option{did_you_mean(key, rule.options)}", place, origin)
        default = rule.options[key]
        if default is not None and type(value) is not type(default) and {type(value), type(default)} != {int, float}:
            message = f"expected a value like {written(default)}, found {written(value)}"
            raise ConfigError(message, place, origin)
        if isinstance(value, list) and isinstance(default, list):
            kind = type(default[0]) if default else str
            wrong = next((one for one in value if type(one) is not kind), None)
            if wrong is not None:
                example = written(default[0] if default else "text")
                raise ConfigError(f"expected a list of values like {example}, found {written(wrong)}", place, origin)
