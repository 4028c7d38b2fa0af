-- An archive as the first migration made it; see tests/unit/test_upgrades.py.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE document (
	id VARCHAR(8) NOT NULL, 
	source TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	reading VARCHAR(64) NOT NULL, 
	layout TEXT NOT NULL, 
	confidence FLOAT NOT NULL, 
	reason TEXT NOT NULL, 
	warnings TEXT NOT NULL, 
	credits TEXT NOT NULL, 
	collection TEXT, 
	publication TEXT, 
	page TEXT, 
	url TEXT, 
	licence TEXT, 
	language TEXT, 
	added VARCHAR(20) NOT NULL, 
	changed INTEGER NOT NULL, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT fk_document_sha256 FOREIGN KEY(sha256) REFERENCES original (sha256), 
	CONSTRAINT uq_document_changed UNIQUE (changed), 
	CONSTRAINT uq_document_source UNIQUE (source)
);
INSERT INTO "document" VALUES('d0000001','/in/灯.txt','灯.txt','767d1de62adf526db0838e820b19ac3eb389400fe997ceaa23ffab73a8c78ab5','r','plain',0.5,'','[]','[]','望川日报',NULL,'3',NULL,NULL,NULL,'2026-01-01T00:00:00Z',2);
CREATE TABLE edition (
	document_id VARCHAR(8) NOT NULL, 
	number INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	added VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_edition PRIMARY KEY (document_id, number), 
	CONSTRAINT fk_edition_document_id FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT fk_edition_sha256 FOREIGN KEY(sha256) REFERENCES original (sha256)
);
INSERT INTO "edition" VALUES('d0000001',1,'74dc18df52883864e70adb0ad054235082b73fb1412eb3c954a69bb40c6ff83a','2026-01-01T00:00:00Z');
INSERT INTO "edition" VALUES('d0000001',2,'767d1de62adf526db0838e820b19ac3eb389400fe997ceaa23ffab73a8c78ab5','2026-01-02T00:00:00Z');
CREATE TABLE "match" (
	id INTEGER NOT NULL, 
	paragraph_id VARCHAR(8) NOT NULL, 
	heir_id VARCHAR(8), 
	changed INTEGER NOT NULL, 
	kind VARCHAR(9) NOT NULL, 
	score FLOAT NOT NULL, 
	certain BOOLEAN NOT NULL, 
	CONSTRAINT pk_match PRIMARY KEY (id), 
	CONSTRAINT fk_match_heir_id FOREIGN KEY(heir_id) REFERENCES paragraph (id), 
	CONSTRAINT fk_match_paragraph_id FOREIGN KEY(paragraph_id) REFERENCES paragraph (id)
);
INSERT INTO "match" VALUES(1,'p0000001','p0000001',2,'edited',0.9,1);
INSERT INTO "match" VALUES(2,'p0000003','p0000002',2,'merged',0.6,0);
CREATE TABLE original (
	sha256 VARCHAR(64) NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_original PRIMARY KEY (sha256)
);
INSERT INTO "original" VALUES('74dc18df52883864e70adb0ad054235082b73fb1412eb3c954a69bb40c6ff83a',X'E6B996E8BEB9E79A84E781AF0A0AE6B996E8BEB9E4BB8AE5B9B4E8A385E4BA86E4B889E799BEE79B8FE781AFE380820AE781AFE4BAAEE4BA86E380820AE6B8B8E4BABAE5A49AE4BA86E380820A');
INSERT INTO "original" VALUES('767d1de62adf526db0838e820b19ac3eb389400fe997ceaa23ffab73a8c78ab5',X'E6B996E8BEB9E79A84E781AF0A0AE6B996E8BEB9E4BB8AE5B9B4E8A385E4BA86E59B9BE799BEE79B8FE781AFE380820AE781AFE4BAAEE4BA86EFBC8CE6B8B8E4BABAE5A49AE4BA86E380820A');
CREATE TABLE paragraph (
	id VARCHAR(8) NOT NULL, 
	speech_id VARCHAR(8) NOT NULL, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	path TEXT NOT NULL, 
	state VARCHAR(9) NOT NULL, 
	target VARCHAR(8), 
	version INTEGER NOT NULL, 
	added VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_paragraph PRIMARY KEY (id), 
	CONSTRAINT fk_paragraph_speech_id FOREIGN KEY(speech_id) REFERENCES speech (id), 
	CONSTRAINT fk_paragraph_target FOREIGN KEY(target) REFERENCES paragraph (id)
);
INSERT INTO "paragraph" VALUES('p0000001','e0000001',1,'湖边今年装了四百盏灯。','[]','live',NULL,2,'2026-01-02T00:00:00Z');
INSERT INTO "paragraph" VALUES('p0000002','e0000001',2,'灯亮了，游人多了。','[]','live',NULL,2,'2026-01-02T00:00:00Z');
INSERT INTO "paragraph" VALUES('p0000003','e0000001',3,'游人多了。','[]','merged','p0000002',1,'2026-01-01T00:00:00Z');
INSERT INTO "paragraph" VALUES('p0000004','e0000002',1,'这一段后来撤下了。','[]','withdrawn',NULL,1,'2026-01-01T00:00:00Z');
CREATE TABLE revision (
	paragraph_id VARCHAR(8) NOT NULL, 
	version INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	added VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_revision PRIMARY KEY (paragraph_id, version), 
	CONSTRAINT fk_revision_paragraph_id FOREIGN KEY(paragraph_id) REFERENCES paragraph (id)
);
INSERT INTO "revision" VALUES('p0000001',1,'湖边今年装了三百盏灯。','2026-01-01T00:00:00Z');
INSERT INTO "revision" VALUES('p0000002',1,'灯亮了。','2026-01-01T00:00:00Z');
CREATE TABLE speaker (
	id VARCHAR(8) NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_speaker PRIMARY KEY (id), 
	CONSTRAINT uq_speaker_name UNIQUE (name)
);
INSERT INTO "speaker" VALUES('s0000001','沈硯秋');
INSERT INTO "speaker" VALUES('s0000002','沈砚秋');
CREATE TABLE speech (
	id VARCHAR(8) NOT NULL, 
	document_id VARCHAR(8) NOT NULL, 
	position INTEGER, 
	title TEXT, 
	speaker_id VARCHAR(8), 
	office TEXT, 
	date VARCHAR(10), 
	place TEXT, 
	CONSTRAINT pk_speech PRIMARY KEY (id), 
	CONSTRAINT fk_speech_document_id FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT fk_speech_speaker_id FOREIGN KEY(speaker_id) REFERENCES speaker (id)
);
INSERT INTO "speech" VALUES('e0000001','d0000001',1,'湖边的灯','s0000001','望川市市长','2026-01-01','望川');
INSERT INTO "speech" VALUES('e0000002','d0000001',NULL,'旧稿','s0000002',NULL,NULL,NULL);
CREATE INDEX ix_document_sha256 ON document (sha256);
CREATE INDEX ix_speech_document ON speech (document_id, position);
CREATE INDEX ix_speech_speaker_id ON speech (speaker_id);
CREATE INDEX ix_paragraph_speech ON paragraph (speech_id, number);
CREATE INDEX ix_match_paragraph_id ON "match" (paragraph_id);
COMMIT;
