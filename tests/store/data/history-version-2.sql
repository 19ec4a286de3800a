-- A history as version 2 of the schema kept it: as that of version 1, its finished run judged.
CREATE TABLE choice (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    choice TEXT NOT NULL,
    draws TEXT NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
INSERT INTO "choice" VALUES(1,0,'ask-her-voice','[]');
INSERT INTO "choice" VALUES(1,1,'call-together','[]');
CREATE TABLE decision (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    choice TEXT NOT NULL,
    regret REAL NOT NULL,
    stake REAL NOT NULL,
    points REAL NOT NULL,
    label TEXT NOT NULL,
    best TEXT NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
INSERT INTO "decision" VALUES(1,1,'monday-review','ask-her-voice',0.0,21.0,0.0,'best','["ask-her-voice"]');
INSERT INTO "decision" VALUES(1,2,'marcus-admits','call-together',0.0,20.0,0.0,'best','["call-together"]');
CREATE TABLE insight_at_stake (
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    insight TEXT NOT NULL,
    PRIMARY KEY (run, number, insight),
    FOREIGN KEY (run, number) REFERENCES decision (run, number) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO "insight_at_stake" VALUES(1,1,'email-is-our-story');
CREATE TABLE principle_at_stake (
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    principle TEXT NOT NULL,
    reached INTEGER NOT NULL,
    reachable INTEGER NOT NULL,
    PRIMARY KEY (run, number, principle),
    FOREIGN KEY (run, number) REFERENCES decision (run, number) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO "principle_at_stake" VALUES(1,1,'coaching',2,2);
INSERT INTO "principle_at_stake" VALUES(1,1,'presence',3,3);
INSERT INTO "principle_at_stake" VALUES(1,2,'coaching',1,1);
INSERT INTO "principle_at_stake" VALUES(1,2,'presence',3,3);
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    scenario TEXT NOT NULL,
    hash TEXT NOT NULL,
    path TEXT NOT NULL,
    seed INTEGER NOT NULL,
    coaching TEXT NOT NULL,
    begun REAL NOT NULL,
    changed REAL NOT NULL,
    ending TEXT, kind TEXT, worth INTEGER, total INTEGER, value REAL, conduct REAL, luck REAL
);
INSERT INTO "run" VALUES(1,'customer-went-quiet','abc','/a.yaml',7,'after',1.0,2.0,'renewed','success',8,8,8.0,100.0,0.0);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "setting" VALUES('animation','on');
INSERT INTO "setting" VALUES('coaching','after');
INSERT INTO "setting" VALUES('theme','textual-light');
CREATE INDEX run_by_scenario ON run (scenario, conduct);
INSERT INTO run VALUES (2, 'quiet', 'def', '/b.yaml', 8, 'assessment', 3.0, 4.0,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO choice VALUES (2, 0, 'leave-it', '[1]');
PRAGMA user_version = 2;
