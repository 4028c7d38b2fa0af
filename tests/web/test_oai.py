"""Harvesting, by a client of the protocol over a real connection."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from flask.testing import FlaskClient
from lxml import etree
from sickle import Sickle
from sickle.oaiexceptions import BadArgument, BadResumptionToken, CannotDisseminateFormat, IdDoesNotExist, NoRecordsMatch

from archive.store.names import Person
from archive.web import oai
from tests.web.conftest import Library, served
from tests.web.samples import HOSTILE_SAMPLE, SAMPLES, without

OAI = {"o": "http://www.openarchives.org/OAI/2.0/"}


@contextmanager
def harvesting(library: Library) -> Iterator[Sickle]:
    with served(library) as address:
        yield Sickle(f"{address}/oai", timeout=30)


@pytest.fixture(scope="module")
def harvester(library: Library) -> Iterator[Sickle]:
    with harvesting(library) as client:
        yield client


def test_every_speech_is_harvested_once(harvester: Sickle, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oai, "AT_ONCE", 10)
    records = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    headers = [header.identifier for header in harvester.ListIdentifiers(metadataPrefix="oai_dc")]
    assert [record.header.identifier for record in records] == headers
    assert len(set(headers)) == len(headers) == library.store.totals().speeches > 10
    record = next(one for one in records if one.metadata["title"] == ["以数兴港，以港兴城"])
    assert record.metadata["creator"] == ["陆望川"]
    assert record.metadata["source"] == ["澜江日报"]
    assert record.metadata["identifier"][0].endswith("/speech/" + record.header.identifier.rpartition(":")[2])


def test_one_record(harvester: Sickle) -> None:
    first = next(iter(harvester.ListIdentifiers(metadataPrefix="oai_dc")))
    record = harvester.GetRecord(identifier=first.identifier, metadataPrefix="oai_dc")
    assert (record.header.identifier, record.header.datestamp) == (first.identifier, first.datestamp)


def test_what_the_archive_says_of_itself(harvester: Sickle) -> None:
    told = harvester.Identify()
    assert (told.protocolVersion, told.deletedRecord, told.granularity) == ("2.0", "persistent", "YYYY-MM-DDThh:mm:ssZ")
    assert [one.metadataPrefix for one in harvester.ListMetadataFormats()] == ["oai_dc"]


def test_sets_are_collections(harvester: Sickle) -> None:
    sets = {one.setName: one.setSpec for one in harvester.ListSets()}
    assert set(sets) == {"报纸专版", "政府工作报告", "署名文章", "海洋日讲话"}
    some = list(harvester.ListRecords(metadataPrefix="oai_dc", set=sets["报纸专版"]))
    assert {record.metadata["source"][0] for record in some} == {"澜江日报"}
    assert len(some) == 3
    with pytest.raises(NoRecordsMatch):
        harvester.ListRecords(metadataPrefix="oai_dc", set="0000")


def test_times_bound_what_is_harvested(harvester: Sickle) -> None:
    stamp = next(iter(harvester.ListIdentifiers(metadataPrefix="oai_dc"))).datestamp
    day = stamp[:10]
    assert list(harvester.ListIdentifiers(metadataPrefix="oai_dc", **{"from": day, "until": "2999-01-01"}))
    assert list(harvester.ListIdentifiers(metadataPrefix="oai_dc", **{"from": stamp}))
    with pytest.raises(NoRecordsMatch):
        harvester.ListRecords(metadataPrefix="oai_dc", **{"from": "2999-01-01"})
    with pytest.raises(NoRecordsMatch):
        harvester.ListRecords(metadataPrefix="oai_dc", until="1999-12-31T23:59:59Z")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Nothing", "badVerb"),
        ("verb=Identify&verb=Identify", "badArgument"),
        ("verb=Identify&set=x", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01&until=2020-01-01T00:00:00Z", "badArgument"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=eyJhZnRlciI6IDF9", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=x&set=y", "badArgument"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=GetRecord&identifier=x", "badArgument"),
        ("verb=GetRecord&identifier=x&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:localhost:zzzzzzzz", "idDoesNotExist"),
        ("verb=GetRecord&identifier=%01%22%3E&metadataPrefix=oai_dc", "idDoesNotExist"),
    ],
)
def test_errors_are_those_of_the_protocol(client: FlaskClient, query: str, code: str) -> None:
    for answer in (client.get(f"/oai?{query}"), client.post("/oai", data=query, content_type="application/x-www-form-urlencoded")):
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
        assert etree.fromstring(answer.data).xpath("string(o:error/@code)", namespaces=OAI) == code


def test_the_client_knows_the_errors(harvester: Sickle) -> None:
    with pytest.raises(IdDoesNotExist):
        harvester.GetRecord(identifier="oai:nowhere:x", metadataPrefix="oai_dc")
    with pytest.raises(CannotDisseminateFormat):
        harvester.ListRecords(metadataPrefix="marc21")
    with pytest.raises(BadResumptionToken):
        harvester.ListRecords(resumptionToken="x")
    with pytest.raises(BadArgument):
        harvester.ListRecords()


def test_whatever_a_document_says_is_good_xml(small: Library) -> None:
    small.take(HOSTILE_SAMPLE)
    root = etree.fromstring(small.client().get("/oai?verb=ListRecords&metadataPrefix=oai_dc").data)
    assert len(root.xpath("//o:record", namespaces=OAI)) == 1


def test_an_empty_archive_has_nothing_to_harvest(small: Library) -> None:
    client = small.client()
    for query, code in (("verb=ListRecords&metadataPrefix=oai_dc", "noRecordsMatch"), ("verb=ListSets", "noSetHierarchy")):
        assert etree.fromstring(client.get(f"/oai?{query}").data).xpath("string(o:error/@code)", namespaces=OAI) == code
    assert not etree.fromstring(client.get("/oai?verb=Identify").data).xpath("//o:error", namespaces=OAI)


def test_a_withdrawn_speech_is_harvested_as_deleted(small: Library) -> None:
    small.take(SAMPLES[0])
    with closing(sqlite3.connect(small.folder / "archive.db")) as connection, connection:
        connection.execute("UPDATE speech SET modified = '2020-01-01T00:00:00Z'")
    small.take(without(SAMPLES[0], 1), data=b"later")
    with harvesting(small) as client:
        records = {record.header.identifier: record for record in client.ListRecords(metadataPrefix="oai_dc", ignore_deleted=False)}
        (gone,) = (record for record in records.values() if record.deleted)
        assert len(records) == 3
        assert gone.header.datestamp > "2020-01-01T00:00:00Z"
        assert gone.header.setSpecs == next(iter(records.values())).header.setSpecs
        assert not gone.xml.findall(".//{*}metadata")
        news = client.ListIdentifiers(metadataPrefix="oai_dc", ignore_deleted=False, **{"from": "2020-01-02"})
        assert gone.header.identifier in {header.identifier for header in news}
        assert client.GetRecord(identifier=gone.header.identifier, metadataPrefix="oai_dc").deleted
    assert small.client().get("/speech/" + gone.header.identifier.rpartition(":")[2]).status_code == 404
    assert gone.header.identifier.rpartition(":")[2] not in small.client().get("/sitemap-1.xml").text


def test_a_speaker_renamed_is_a_change(small: Library) -> None:
    small.take(SAMPLES[0])
    with closing(sqlite3.connect(small.folder / "archive.db")) as connection, connection:
        connection.execute("UPDATE speech SET modified = '2020-01-01T00:00:00Z'")
    small.store.apply_people([Person("陆望川（市委书记）", ("陆望川",))])
    changed = {record.heading.speaker.name for record in small.store.harvest("", 10, since="2020-01-02") if record.heading.speaker}
    assert "陆望川（市委书记）" in changed
