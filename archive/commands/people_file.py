"""The authority file of persons as YAML. Pure: text in, persons out, and back.

- heading: 沈砚秋                # the name as the archive shows it
  aliases: [沈秋水, 砚秋]        # other names of the same person
- heading: 王伟（1962）          # a namesake: the qualifier tells readers which one
  when:                          # the speeches that are this one's: all conditions of one entry must hold
    - office: 望川市             # words in the office
    - from: 2010                 # first and last date, as exact as they are known
      to: 2015-06
      collection: 望川日报
- heading: 王伟（1975）          # without `when`: the other speeches under the name
"""

import re
from collections.abc import Iterable
from typing import Any, Final

import yaml

from archive.errors import BadInput
from archive.store.names import Person, Rule

_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CONDITIONS: Final = {"office": "office", "from": "first", "to": "last", "collection": "collection"}
"""The conditions by their names in the file, and what `Rule` calls them."""


def read_people(text: str) -> tuple[Person, ...]:
    """The persons of a file. Raises BadInput."""
    try:
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadInput("人名档不是合格的 YAML：{reason}", reason=" ".join(str(error).split())) from error
    if loaded is None:
        return ()
    if not isinstance(loaded, list):
        raise BadInput("人名档应当是一个列表，每人一项。")
    return tuple(_person(number, entry) for number, entry in enumerate(loaded, 1))


def write_people(people: Iterable[Person]) -> str:
    """The file of these persons."""
    entries = []
    for person in people:
        entry: dict[str, Any] = {"heading": person.heading}
        if person.aliases:
            entry["aliases"] = list(person.aliases)
        if person.when:
            entry["when"] = [
                {name: getattr(rule, field) for name, field in _CONDITIONS.items() if getattr(rule, field)} for rule in person.when
            ]
        entries.append(entry)
    return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False) if entries else ""


def _person(number: int, entry: object) -> Person:
    if not isinstance(entry, dict) or not _text(entry.get("heading")):
        raise BadInput("人名档的第 {number} 项没有 heading（标目）。", number=number)
    heading = _text(entry["heading"])
    for key in entry:
        if key not in ("heading", "aliases", "when"):
            raise BadInput("人名档里“{heading}”的 {key} 不认识；可用的是 heading、aliases、when。", heading=heading, key=key)
    aliases, when = entry.get("aliases") or [], entry.get("when") or []
    if not isinstance(aliases, list) or not all(_text(alias) for alias in aliases):
        raise BadInput("人名档里“{heading}”的 aliases 应当是一列名字。", heading=heading)
    if not isinstance(when, list):
        raise BadInput("人名档里“{heading}”的 when 应当是一列条件。", heading=heading)
    return Person(heading, tuple(map(_text, aliases)), tuple(_rule(heading, rule) for rule in when))


def _rule(heading: str, rule: object) -> Rule:
    if not isinstance(rule, dict) or not rule or not rule.keys() <= _CONDITIONS.keys() or not all(map(_text, rule.values())):
        raise BadInput("人名档里“{heading}”的 when 每项应当写明 office、from、to、collection 中的几个。", heading=heading)
    for name in ("from", "to"):
        if name in rule and not _DATE.fullmatch(_text(rule[name])):
            raise BadInput("人名档里“{heading}”的日期“{date}”应当写成 2010、2010-05 或 2010-05-03。", heading=heading, date=rule[name])
    return Rule(**{field: _text(rule[name]) for name, field in _CONDITIONS.items() if name in rule})


def _text(value: object) -> str:
    """A scalar as text without padding; anything else as none."""
    return "" if value is None or isinstance(value, dict | list | bool) else " ".join(str(value).split())
