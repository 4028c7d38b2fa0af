"""OAI-PMH 2.0: libraries harvest the speeches as Dublin Core (openarchives.org/OAI/openarchivesprotocol.html).

A record is a speech; one that was withdrawn stays as a deleted record. Sets are collections; their names are Chinese, which a setSpec may
not be, so it is a digest. A resumption token holds the whole question and where it stopped, so that nothing is kept between requests.
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final
from urllib.parse import urljoin

from flask import Blueprint, Response, render_template, request

from archive.store.records import Harvested
from archive.web.site import site, urls

harvesting = Blueprint("oai", __name__)

AT_ONCE: Final = 100
"""Records in one answer."""
PREFIX: Final = "oai_dc"

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SECOND: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)

Arguments = Mapping[str, str]


class OaiError(Exception):
    """What the protocol calls an error or exception condition: its code, and words for a person."""

    def __init__(self, code: str, words: str = "") -> None:
        super().__init__(words or code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Question:
    """Which records are wanted: changed between two times, of a set, after an identifier."""

    since: str = ""
    until: str = ""
    spec: str = ""
    after: str = ""

    def token(self) -> str:
        """The resumption token that asks the same again."""
        return urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()


@harvesting.route("/oai", methods=["GET", "POST"])
def oai() -> Response:
    """Identify, ListMetadataFormats, ListSets, ListIdentifiers, ListRecords, GetRecord."""
    given = request.values
    values: dict[str, object] = {"verb": "", "arguments": {}}
    try:
        if any(len(given.getlist(name)) > 1 for name in given):
            raise OaiError("badArgument", "An argument is given twice.")
        arguments = given.to_dict()
        answer = VERBS.get(arguments.pop("verb", ""))
        if answer is None:
            raise OaiError("badVerb", "The verb is missing or unknown.")
        values |= answer(arguments) | {"verb": given["verb"], "arguments": given.to_dict()}
    except OaiError as error:
        values |= {"error": error.code, "words": str(error)}
        if error.code not in ("badVerb", "badArgument"):
            values["arguments"] = given.to_dict()
    base = urljoin(request.host_url, (site().base_url or request.root_path) + "/oai")
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    page = render_template("oai.xml", base=base, now=now, identifier=identifier, spec_of=spec_of, absolute=_absolute, **values)
    return Response(page, content_type="text/xml; charset=utf-8")


def identifier(speech_id: str) -> str:
    """The OAI identifier of a speech."""
    return f"oai:{_host()}:{speech_id}"


def spec_of(collection: str) -> str:
    """The setSpec of a collection."""
    return blake2b(collection.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _identify(arguments: Arguments) -> dict[str, object]:
    _only(arguments)
    return {"earliest": site().store.earliest() or "1970-01-01T00:00:00Z", "host": _host()}


def _list_formats(arguments: Arguments) -> dict[str, object]:
    _only(arguments, "identifier")
    if "identifier" in arguments:
        _record(arguments["identifier"])
    return {}


def _list_sets(arguments: Arguments) -> dict[str, object]:
    _only(arguments, "resumptionToken")
    if "resumptionToken" in arguments:
        raise OaiError("badResumptionToken", "The list of sets is given whole.")
    collections = site().store.collections()
    if not collections:
        raise OaiError("noSetHierarchy", "There are no collections.")
    return {"sets": collections}


def _get_record(arguments: Arguments) -> dict[str, object]:
    _only(arguments, "identifier", "metadataPrefix")
    if len(arguments) < 2:
        raise OaiError("badArgument", "identifier and metadataPrefix are required.")
    record = _record(arguments["identifier"])
    _check_prefix(arguments)
    return {"records": [record]}


def _list_records(arguments: Arguments) -> dict[str, object]:
    question = _question(arguments)
    collection = _collection(question.spec) if question.spec else None
    found = site().store.harvest(question.after, AT_ONCE + 1, question.since, question.until, collection)
    if not found:
        raise OaiError("noRecordsMatch", "Nothing fits.")
    some = found[:AT_ONCE]
    last = some[-1].heading.id
    more = Question(question.since, question.until, question.spec, last).token() if len(found) > AT_ONCE else ""
    return {"records": some, "token": more, "resumed": bool(question.after)}


VERBS: Final[Mapping[str, Callable[[Arguments], dict[str, object]]]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "ListIdentifiers": _list_records,
    "ListRecords": _list_records,
    "GetRecord": _get_record,
}


def _question(arguments: Arguments) -> Question:
    if "resumptionToken" in arguments:
        if len(arguments) > 1:
            raise OaiError("badArgument", "resumptionToken goes with nothing else.")
        return _resumed(arguments["resumptionToken"])
    _only(arguments, "metadataPrefix", "from", "until", "set")
    if "metadataPrefix" not in arguments:
        raise OaiError("badArgument", "metadataPrefix is required.")
    _check_prefix(arguments)
    since, until = (arguments.get(name, "") for name in ("from", "until"))
    if since and until and len(since) != len(until):
        raise OaiError("badArgument", "from and until have different granularity.")
    return Question(_time(since, "T00:00:00Z"), _time(until, "T23:59:59Z"), arguments.get("set", ""))


def _resumed(token: str) -> Question:
    try:
        question = Question(**json.loads(urlsafe_b64decode(token.encode("ascii"))))
    except (ValueError, TypeError) as error:
        raise OaiError("badResumptionToken", "This token was not given out here.") from error
    if not all(isinstance(value, str) for value in asdict(question).values()):
        raise OaiError("badResumptionToken", "This token was not given out here.")
    return question


def _time(typed: str, rest: str) -> str:
    """A time with seconds, of a day or of itself."""
    if not typed:
        return ""
    whole = typed + rest if _DAY.fullmatch(typed) else typed
    try:
        datetime.strptime(whole, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        whole = ""
    if not _SECOND.fullmatch(whole):
        raise OaiError("badArgument", "A date is written YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
    return whole


def _collection(spec: str) -> str:
    found = next((name for name in site().store.collections() if spec_of(name) == spec), None)
    if found is None:
        raise OaiError("noRecordsMatch", "There is no such set.")
    return found


def _record(wanted: str) -> Harvested:
    found = site().store.harvested(wanted.rpartition(":")[2]) if wanted.startswith(f"oai:{_host()}:") else None
    if found is None:
        raise OaiError("idDoesNotExist", "There is no such record.")
    return found


def _check_prefix(arguments: Arguments) -> None:
    if arguments["metadataPrefix"] != PREFIX:
        raise OaiError("cannotDisseminateFormat", f"Only {PREFIX}.")


def _only(arguments: Arguments, *known: str) -> None:
    if set(arguments) - set(known):
        raise OaiError("badArgument", "An argument does not belong to this verb.")


def _host() -> str:
    """The name of the host, as identifiers carry it."""
    return (site().base_url or request.host_url).partition("://")[2].partition("/")[0].partition(":")[0]


def _absolute(speech_id: str) -> str:
    return urljoin(request.host_url, urls().speech_permalink(speech_id))
