-- A history as version 1 of the schema kept it: one finished run, one under way, and the settings.
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
CREATE TABLE choice (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    choice TEXT NOT NULL,
    draws TEXT NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX run_by_scenario ON run (scenario, conduct);
INSERT INTO run VALUES (1, 'customer-went-quiet', 'abc', '/a.yaml', 7, 'after', 1.0, 2.0,
    'renewed', 'success', 8, 8, 8.0, 100.0, 0.0);
INSERT INTO run VALUES (2, 'quiet', 'def', '/b.yaml', 8, 'assessment', 3.0, 4.0,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO choice VALUES (1, 0, 'ask-her-voice', '[]');
INSERT INTO choice VALUES (1, 1, 'call-together', '[]');
INSERT INTO choice VALUES (2, 0, 'leave-it', '[1]');
INSERT INTO setting VALUES ('theme', 'textual-light');
PRAGMA user_version = 1;
