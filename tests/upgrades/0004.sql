-- An archive as a program of this version of the tables wrote it; see tests/unit/test_upgrades.py.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE alias (
	"key" TEXT NOT NULL, 
	speaker_id VARCHAR(8) NOT NULL, 
	CONSTRAINT pk_alias PRIMARY KEY ("key"), 
	CONSTRAINT fk_alias_speaker_id FOREIGN KEY(speaker_id) REFERENCES speaker (id)
);
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
	changed INTEGER NOT NULL, container TEXT, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT fk_document_sha256 FOREIGN KEY(sha256) REFERENCES original (sha256), 
	CONSTRAINT uq_document_changed UNIQUE (changed), 
	CONSTRAINT uq_document_source UNIQUE (source)
);
INSERT INTO "document" VALUES('sxy45thk','澜江日报20200305.txt','澜江日报20200305.txt','d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35','f839fc685a04d73ad11b21d5adf67b306e9692b7c40d8583095d095edb1a680e','sample',1.0,'样本','[]','[]','报纸专版','澜江日报','6','https://example.org/ribao/2020-03-05/06','版权归原报所有',NULL,'2026-11-29T11:28:02Z',2,NULL);
INSERT INTO "document" VALUES('921b3r12','青屿市政府工作报告2019.txt','青屿市政府工作报告2019.txt','4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce','9f2e3ed9aaa56af2012dde410d972163dbadaab4a4060d59fde684ef0b3bde22','sample',1.0,'样本','[]','[]','政府工作报告','青屿市人民政府公报',NULL,NULL,NULL,NULL,'2026-11-29T11:28:02Z',3,NULL);
CREATE TABLE edition (
	document_id VARCHAR(8) NOT NULL, 
	number INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	added VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_edition PRIMARY KEY (document_id, number), 
	CONSTRAINT fk_edition_document_id FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT fk_edition_sha256 FOREIGN KEY(sha256) REFERENCES original (sha256)
);
INSERT INTO "edition" VALUES('sxy45thk',1,'6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b','2026-11-29T11:28:02Z');
INSERT INTO "edition" VALUES('sxy45thk',2,'d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35','2026-11-29T11:28:02Z');
INSERT INTO "edition" VALUES('921b3r12',1,'4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce','2026-11-29T11:28:02Z');
CREATE TABLE failure (
	source TEXT NOT NULL, 
	file TEXT NOT NULL, 
	path BLOB NOT NULL, 
	message TEXT NOT NULL, 
	details TEXT NOT NULL, 
	added VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_failure PRIMARY KEY (source)
);
CREATE TABLE intake (
	source TEXT NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_intake PRIMARY KEY (source), 
	CONSTRAINT fk_intake_sha256 FOREIGN KEY(sha256) REFERENCES original (sha256)
);
CREATE TABLE likeness (
	document_id VARCHAR(8) NOT NULL, 
	other_id VARCHAR(8) NOT NULL, 
	kind VARCHAR(4) NOT NULL, 
	score FLOAT NOT NULL, 
	CONSTRAINT pk_likeness PRIMARY KEY (document_id, other_id), 
	CONSTRAINT fk_likeness_document_id FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT fk_likeness_other_id FOREIGN KEY(other_id) REFERENCES document (id)
);
CREATE TABLE "match" (
	id INTEGER NOT NULL, 
	paragraph_id VARCHAR(8) NOT NULL, 
	heir_id VARCHAR(8), 
	changed INTEGER NOT NULL, 
	kind VARCHAR(9) NOT NULL, 
	score FLOAT NOT NULL, 
	certain BOOLEAN NOT NULL, version INTEGER, reviewed VARCHAR(8), 
	CONSTRAINT pk_match PRIMARY KEY (id), 
	CONSTRAINT fk_match_heir_id FOREIGN KEY(heir_id) REFERENCES paragraph (id), 
	CONSTRAINT fk_match_paragraph_id FOREIGN KEY(paragraph_id) REFERENCES paragraph (id)
);
INSERT INTO "match" VALUES(1,'cd92mmcg','cd92mmcg',2,'merged',1.0,1,2,NULL);
INSERT INTO "match" VALUES(2,'zk1mdwc1','cd92mmcg',2,'merged',1.0,1,1,NULL);
CREATE TABLE note (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_note PRIMARY KEY (name)
);
INSERT INTO "note" VALUES('people','[]');
INSERT INTO "note" VALUES('names','4ef4ab5a2e3eede54e0b131f1f64c5e5b83e678c8193570172e8723c72804201');
INSERT INTO "note" VALUES('identity','2e3f528014b605c9');
CREATE TABLE original (
	sha256 VARCHAR(64) NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_original PRIMARY KEY (sha256)
);
INSERT INTO "original" VALUES('6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b',X'31');
INSERT INTO "original" VALUES('d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35',X'32');
INSERT INTO "original" VALUES('4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce',X'33');
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
INSERT INTO "paragraph" VALUES('cd92mmcg','qn8c68qn',1,'青屿因港而生，也因港而兴。近年来，青屿市坚持把数字经济作为转型的先手棋，推动码头、仓库、铁路和海关在同一张图上运行，以一座会思考的港口带动一座会呼吸的城市。一是让码头先聪明起来。东渡港区三个泊位完成无人化改造，岸桥、集卡、堆场之间不再依靠对讲机，而是依靠同一套时钟。改造之后，单船在港时间由二十六小时缩短到十七小时，夜间作业事故连续四百天为零。我们没有把老码头工人推向社会，而是请他们坐进控制室：最懂潮水的人，理应最先学会和机器说话。四百一十二名装卸工经过半年培训，成为第一批远程操作员。他们当中年纪最大的五十八岁，最小的十九岁，同坐一排，看的是同一片海。有人问这样做值不值，我说，机器省下的时间，本来就该还给人。','[]','live',NULL,2,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('zk1mdwc1','qn8c68qn',2,'一是让码头先聪明起来。东渡港区三个泊位完成无人化改造，岸桥、集卡、堆场之间不再依靠对讲机，而是依靠同一套时钟。改造之后，单船在港时间由二十六小时缩短到十七小时，夜间作业事故连续四百天为零。我们没有把老码头工人推向社会，而是请他们坐进控制室：最懂潮水的人，理应最先学会和机器说话。四百一十二名装卸工经过半年培训，成为第一批远程操作员。他们当中年纪最大的五十八岁，最小的十九岁，同坐一排，看的是同一片海。有人问这样做值不值，我说，机器省下的时间，本来就该还给人。','[]','merged','cd92mmcg',1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('4kkwn2cb','qn8c68qn',2,'二是让数据跑在货物前面。青屿市出台《港口数据共享办法》，海关、海事、铁路等九个部门的一百三十七项数据一次提交、处处可用，企业通关所填的单证由四十三张减少到十一张。','[]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('m4zrz9wy','qn8c68qn',3,'三是让市民有感。港口的冷链温度、空气质量、交通流量按小时向社会公开，市民在手机上就能看到今天的鱼从哪条船上来。数字经济不是机房里的灯，而是饭桌上的鱼。','[]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('8wefr4tv','1k01aj3e',1,'鹭门区有大小岛屿二十七个，住人的只有九个。过去我们算账，总算岛上缺什么；这三年我们换了一种算法，先算岛上有什么。','[]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('x35sew52','1k01aj3e',2,'岛上有风。两座海上风电场全年发电九亿度，收益的百分之三留在岛上，办了两所学校和一艘医疗船。','[]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('v9fn14dv','1k01aj3e',3,'岛上有人。我们请在外的年轻人每年回来住十天，不谈投资，只谈家乡。三年里有六十一人留了下来，办民宿，做渔具，也做远程客服。','[]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('wh9z1m54','adqta64d',1,'我做了三十一年港口，只说一句：设备会旧，规矩会旧，只有对潮水的敬畏不会旧。','[]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('7hqdqsdk','fgf1dkv8',1,'各位代表：现在，我代表市人民政府，向大会报告工作，请予审议，并请列席的同志提出意见。','[]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('ashbeyek','fgf1dkv8',2,'一、过去一年的工作','["一、过去一年的工作"]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('3maympjv','fgf1dkv8',3,'2019年，全市生产总值增长百分之七点二，城镇新增就业六万三千人，居民收入的增长快于经济增长。我们办成了一批多年想办而没有办成的事，也有几件事办得慢，应当向各位代表说明。','["一、过去一年的工作"]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('zfpsqvk2','fgf1dkv8',4,'（一）港口转型迈出步子。完成货物吞吐量一亿四千万吨，其中集装箱三百二十万标箱。数字经济核心产业增加值占比提高到百分之九点六。','["一、过去一年的工作", "（一）"]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('jtmvqmng','fgf1dkv8',5,'（二）乡村面貌有了改变。一百零八个行政村通了自来水和光纤，最远的石渡村也有了每天两班的公共汽车。','["一、过去一年的工作", "（二）"]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('gz77bb4k','fgf1dkv8',6,'（三）不足之处。老城区内涝没有根治，两处学校没有按期完工，部分企业反映办事还要跑第二趟。','["一、过去一年的工作", "（三）"]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('8yypxspk','fgf1dkv8',7,'二、2020年的总体要求','["二、2020年的总体要求"]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('tprp21ed','fgf1dkv8',8,'今年工作的总要求是：稳住港口，放开市场，照看好人。主要预期目标是：生产总值增长百分之七左右，失业率控制在百分之四以内。','["二、2020年的总体要求"]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('fmqf1bkg','fgf1dkv8',9,'三、重点任务','["三、重点任务"]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('0ss8qcdb','fgf1dkv8',10,'（一）推进智慧港口建设。再改造五个泊位，建成连接内陆的两条数字走廊。','["三、重点任务", "（一）"]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('8sj570vs','fgf1dkv8',11,'1．建立统一的时钟。所有码头设备一年内接入统一授时。','["三、重点任务", "（一）", "1．"]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('069jd80z','fgf1dkv8',12,'2．开放接口。凡政府出资形成的港口数据，除涉密外一律开放。','["三、重点任务", "（一）", "2．"]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('nvswva0d','fgf1dkv8',13,'（二）办好民生实事。新建改建学校九所，新增托位两千个，完成老城区三十七公里管网改造。','["三、重点任务", "（二）"]','live',NULL,1,'2026-11-29T11:28:02Z');
INSERT INTO "paragraph" VALUES('vp64n39r','fgf1dkv8',14,'各位代表！潮水不等人。让我们把今天该做的事做完，把明天该想的事想到。','[]','live',NULL,1,'2026-11-29T11:28:02Z');
CREATE TABLE revision (
	paragraph_id VARCHAR(8) NOT NULL, 
	version INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	added VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_revision PRIMARY KEY (paragraph_id, version), 
	CONSTRAINT fk_revision_paragraph_id FOREIGN KEY(paragraph_id) REFERENCES paragraph (id)
);
INSERT INTO "revision" VALUES('cd92mmcg',1,'青屿因港而生，也因港而兴。近年来，青屿市坚持把数字经济作为转型的先手棋，推动码头、仓库、铁路和海关在同一张图上运行，以一座会思考的港口带动一座会呼吸的城市。','2026-11-29T11:28:02Z');
CREATE TABLE rule (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	speaker_id VARCHAR(8) NOT NULL, 
	office TEXT, 
	first VARCHAR(10), 
	last VARCHAR(10), 
	collection TEXT, 
	CONSTRAINT pk_rule PRIMARY KEY (id), 
	CONSTRAINT fk_rule_speaker_id FOREIGN KEY(speaker_id) REFERENCES speaker (id)
);
CREATE TABLE said (
	source TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	facts TEXT NOT NULL, 
	CONSTRAINT pk_said PRIMARY KEY (source)
);
CREATE TABLE sketch (
	document_id VARCHAR(8) NOT NULL, 
	letters INTEGER NOT NULL, 
	text BLOB NOT NULL, 
	signature BLOB NOT NULL, 
	passages BLOB NOT NULL, 
	CONSTRAINT pk_sketch PRIMARY KEY (document_id), 
	CONSTRAINT fk_sketch_document_id FOREIGN KEY(document_id) REFERENCES document (id)
);
INSERT INTO "sketch" VALUES('sxy45thk',591,X'1A999CD75E9268661C4CE7D33A97CC98',X'040E2EE06A5F618FC9D7181B03D35C5D566791A25FB74D8EDF00E7FEFC5CBC74193EA2EA1FD4777EEC3AD5225F3621912B9D26BD694903BAAEFE7B1942186C4BB4C695A3EE258DE2C64CDC9C142A8497C5C79FBFA7742C581EFC1919551CBA2B9DB7BF32A303F7544A8C9F8766655362EA04F564612D675498C849627A16CDED05E9A4E884869320A3DEF8F74FEC4CD9F642F57677FF11D8C0DC53BCA61ACAEA51D46C9A51D46C9A52AE74C5A2BFFA27A0A0EAF78E7C0D899C560B487E6AAB4BED8278E3905F083728AE1BCA8019ADEECEC3810385A8291396016060FBCA89C2FDE12D913F2818413F9D8B1AA63EC64E6607AE439FF986C6C963ED25E5A7DD77C9AEB4A53A5AB8663EDD64184D5E90547CCB19A217642257AAE93F4EFE892E187C54F71F2557E8F18E508392DB29BBB2C84B75DC3E89BDBF1A5E254AF4D32F5772AA2E808FFEC9F7133A31E593631BE3C75E502548371AE96EC21E825F4F3752174382369932068945140F26723541324F93C7B119B0EC60B463A3A9A19FC3359F25D2E333B5E57B62D48F6C012DE0E3E9E0A757F06B377D0119907E40B6ECA05EAC899877C85A351966AB8489B6D7B7F36C363B36EF82FF2D7448A550493FC666D9767166F390BD1B0D7E59E731E16B5FDE0B4A740137A41B50254111B3C85A097E710CC6374A11E7DE0788B7D3994DF200D5502ECD5BC20D53AB417F1511AD',X'3ACE086297FFEF6D6AA6E9EC1C91831D6C1A471B7088A9E177C6E4C8C2A9E6627B6C96744E39F4749891469F71371BF6DBDDD4A06EF1F179');
INSERT INTO "sketch" VALUES('921b3r12',470,X'D77A2A1EC8CD667B89ADA4CD84F2E8D9',X'8C3A49F9DF69B266BA69DB0192BC80C5DA1BA8F5B795D76353C2DF504B8708DBC0FDDE144391960C29C0EF56C32A14DBABFA12804E2E91A1F5F1751BA211C03D175C11961B92B8529EFD2E977B86B1BE48E4A446716ABE49AE9A469750AFAF5E81C1A9A953D1DCF036DDC3D48FA90E2BD49611C0E07FE6349AE5CA6068DB0D474AF96E4548C06FC1AD001DED763F667AE6CB44D8DE4A3D5C2D8E5F8E1088A80F7A9856D4C7C9C03F33F4C9E6BCA886BD81A6C99595394B6F4DF37B45B0B6E56F715E0590C31E535317480CE3D51ACDB059A7BF0EE266E7E2850F3456850F34560532AE9D24070A6D77D2F0583FFAB28AB0127505657097FBDC6CFDBE631488639D7A7D18E202D09C4FBC0B9D8B5F4F0CEE03CA153EB1B3BD02490D704E100CC08F4300F58609A3471543B43ED8819D49FE52AD185D820751FFF691C33CB8E786B887206C0F10C72E8338835F6A2100E12C2D9F9DEF89FF903ECD2C7922BC759CEB13C7F442C8DE7F94368F7F466BFB562B0742B57E02746558D89B21DC009A8659218DE139EAC1E807001CC44CF2262068E8555A22F5099BE264B7B903A532C99BF23B08FAF0AB0C1170F139F4F881CEB18249B3812789131E83776BB72CACFD654E9D955605D4B332E75D7D526E69366EC81A98604A9EF27337E4CF3B788D69105A9F335A6D22D9CDA64FC5DB5474C582C1FDE982C1FDE9E9836AF234E5E189',X'2F7B50986EC3B8623729177F0AFB07A73A2E59C1010880B042C5DCFE1E43FDCA50AB2CDF8C7229E35D7B75CF5E0E5C8565FC0670E4E77302CAE2F6B99C7AFBEE');
CREATE TABLE speaker (
	id VARCHAR(8) NOT NULL, 
	name TEXT NOT NULL, "key" TEXT, given BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_speaker PRIMARY KEY (id), 
	CONSTRAINT uq_speaker_name UNIQUE (name)
);
INSERT INTO "speaker" VALUES('94ff8tfe','陆望川','陆望川',0);
INSERT INTO "speaker" VALUES('xejtzy21','沈知微','沈知微',0);
INSERT INTO "speaker" VALUES('v84chwag','顾长庚','顾长庚',0);
CREATE TABLE speech (
	id VARCHAR(8) NOT NULL, 
	document_id VARCHAR(8) NOT NULL, 
	position INTEGER, 
	title TEXT, 
	speaker_id VARCHAR(8), 
	office TEXT, 
	date VARCHAR(10), 
	place TEXT, spelling TEXT, modified VARCHAR(20) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_speech PRIMARY KEY (id), 
	CONSTRAINT fk_speech_document_id FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT fk_speech_speaker_id FOREIGN KEY(speaker_id) REFERENCES speaker (id)
);
INSERT INTO "speech" VALUES('qn8c68qn','sxy45thk',1,'以数兴港，以港兴城','94ff8tfe','澜江省委常委、青屿市委书记','2020-03-05','青屿','陆望川','2026-11-29T11:28:02Z');
INSERT INTO "speech" VALUES('1k01aj3e','sxy45thk',2,'把小岛的账算明白','xejtzy21','青屿市鹭门区区长','2020-03-05','青屿','沈知微','2026-11-29T11:28:02Z');
INSERT INTO "speech" VALUES('adqta64d','sxy45thk',3,NULL,'v84chwag','青屿港务集团总工程师','2020-03-05','青屿','顾长庚','2026-11-29T11:28:02Z');
INSERT INTO "speech" VALUES('fgf1dkv8','921b3r12',1,'政府工作报告','94ff8tfe','青屿市市长','2019-01-16','青屿','陆望川','2026-11-29T11:28:02Z');
CREATE TABLE trace (
	"key" BIGINT NOT NULL, 
	document_id VARCHAR(8) NOT NULL, 
	CONSTRAINT pk_trace PRIMARY KEY ("key", document_id), 
	CONSTRAINT fk_trace_document_id FOREIGN KEY(document_id) REFERENCES document (id)
)
 WITHOUT ROWID

;
INSERT INTO "trace" VALUES(-8281319903779678130,'921b3r12');
INSERT INTO "trace" VALUES(-7629861401740727417,'921b3r12');
INSERT INTO "trace" VALUES(-7453098257708278794,'sxy45thk');
INSERT INTO "trace" VALUES(-6870503860992202985,'921b3r12');
INSERT INTO "trace" VALUES(-6620254289032884616,'sxy45thk');
INSERT INTO "trace" VALUES(-6298904422869419255,'sxy45thk');
INSERT INTO "trace" VALUES(-5921621232936896639,'sxy45thk');
INSERT INTO "trace" VALUES(-3827225456256812050,'921b3r12');
INSERT INTO "trace" VALUES(-2603691224029073031,'sxy45thk');
INSERT INTO "trace" VALUES(-1875932698099250574,'921b3r12');
INSERT INTO "trace" VALUES(415419751069824614,'921b3r12');
INSERT INTO "trace" VALUES(2861368859159416243,'sxy45thk');
INSERT INTO "trace" VALUES(3104514107971588397,'sxy45thk');
INSERT INTO "trace" VALUES(3421416957541595234,'921b3r12');
INSERT INTO "trace" VALUES(3561867269732973365,'921b3r12');
INSERT INTO "trace" VALUES(3731567217434490506,'921b3r12');
INSERT INTO "trace" VALUES(3748584581936824410,'sxy45thk');
INSERT INTO "trace" VALUES(3974733980543682471,'921b3r12');
INSERT INTO "trace" VALUES(4192386988609405104,'921b3r12');
INSERT INTO "trace" VALUES(4237333518952165229,'sxy45thk');
INSERT INTO "trace" VALUES(4811494760902819274,'921b3r12');
INSERT INTO "trace" VALUES(4862080667209086232,'sxy45thk');
INSERT INTO "trace" VALUES(5138725107447287324,'921b3r12');
INSERT INTO "trace" VALUES(5509635430064706900,'921b3r12');
INSERT INTO "trace" VALUES(5692593982629819904,'sxy45thk');
INSERT INTO "trace" VALUES(5812789082697378275,'921b3r12');
INSERT INTO "trace" VALUES(6115234811266496741,'921b3r12');
INSERT INTO "trace" VALUES(6491138438022177815,'921b3r12');
INSERT INTO "trace" VALUES(6609063571891793336,'sxy45thk');
INSERT INTO "trace" VALUES(6736107201159388293,'921b3r12');
INSERT INTO "trace" VALUES(6925106034912241853,'921b3r12');
INSERT INTO "trace" VALUES(7348755773908284162,'921b3r12');
INSERT INTO "trace" VALUES(7555458270940840309,'sxy45thk');
INSERT INTO "trace" VALUES(7685087014455182109,'sxy45thk');
INSERT INTO "trace" VALUES(7789616688668387809,'sxy45thk');
INSERT INTO "trace" VALUES(8072783293599185699,'sxy45thk');
INSERT INTO "trace" VALUES(8630837286812640866,'sxy45thk');
INSERT INTO "trace" VALUES(8813434020323790281,'sxy45thk');
INSERT INTO "trace" VALUES(8893648790422680692,'sxy45thk');
CREATE INDEX ix_document_sha256 ON document (sha256);
CREATE INDEX ix_speech_document ON speech (document_id, position);
CREATE INDEX ix_speech_speaker_id ON speech (speaker_id);
CREATE INDEX ix_paragraph_speech ON paragraph (speech_id, number);
CREATE INDEX ix_match_paragraph_id ON "match" (paragraph_id);
CREATE UNIQUE INDEX ix_speaker_key ON speaker ("key");
CREATE INDEX ix_speech_spelling ON speech (spelling);
CREATE INDEX ix_rule_key ON rule ("key");
CREATE INDEX ix_match_certain ON "match" (certain, reviewed);
CREATE INDEX ix_likeness_other_id ON likeness (other_id);
CREATE INDEX ix_intake_fingerprint ON intake (fingerprint);
CREATE INDEX ix_failure_file ON failure (file);
CREATE INDEX ix_said_sha256 ON said (sha256);
COMMIT;
