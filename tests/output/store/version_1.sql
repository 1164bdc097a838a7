-- A store as version 1 of the schema wrote it: three runs, "a" extracted in the first and missing since, "b" blocked.
-- Never to be changed: it stands for the files that users have.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE runs (
  ordinal INTEGER PRIMARY KEY,            -- from 1, in the order in which they began
  id TEXT NOT NULL UNIQUE,                -- as given by the program
  begun TEXT NOT NULL,                    -- when it first began: the time that all its writes carry
  line TEXT                               -- its line of runs.jsonl; null until it has finished
) STRICT;
INSERT INTO runs VALUES(1,'run-1','2026-01-01T02:00:00Z','{"started":"2026-01-01T02:00:00Z","finished":"2026-01-01T02:00:00Z","inputs":2,"extracted":1,"unchanged":0,"failed":1,"recommendations":0,"rejects":0,"exit_status":1,"versions":{"program":"0.1.0","engines":{}}}');
INSERT INTO runs VALUES(2,'run-2','2026-01-02T02:00:00Z','{"started":"2026-01-02T02:00:00Z","finished":"2026-01-02T02:00:00Z","inputs":2,"extracted":0,"unchanged":1,"failed":1,"recommendations":0,"rejects":0,"exit_status":0,"versions":{"program":"0.1.0","engines":{}}}');
INSERT INTO runs VALUES(3,'run-3','2026-01-03T02:00:00Z','{"started":"2026-01-03T02:00:00Z","finished":"2026-01-03T02:00:00Z","inputs":2,"extracted":0,"unchanged":1,"failed":1,"recommendations":0,"rejects":0,"exit_status":0,"versions":{"program":"0.1.0","engines":{}}}');
CREATE TABLE documents (
  key TEXT PRIMARY KEY,                   -- "A/HRC/27/10@en", or the URL where there is no symbol
  source TEXT NOT NULL,                   -- name of the source that wants it
  urls TEXT NOT NULL,                     -- alternatives in order, one per line
  expects INTEGER NOT NULL,               -- media type: 0 PDF, 1 HTML, 2 DOCX, 3 any
  may_be_absent INTEGER NOT NULL,         -- 1: derived or probed, not to be missed
  wanted_run TEXT NOT NULL,               -- last run whose sources wanted it
  first_wanted TEXT NOT NULL,             -- when a source first wanted it
  state TEXT NOT NULL                     -- what is known of it, whether or not it is leased just now
    CHECK (state IN ('due', 'extracted', 'failed', 'not_published', 'withdrawn', 'dead')),
  lease_run TEXT,                         -- run that has it in work; null: none
  tried_run TEXT,                         -- last run that settled it; null: none, or to be tried again
  last_tried TEXT,                        -- when that was
  last_fetched TEXT,                      -- when its bytes last came, or were confirmed; null: never
  deaths INTEGER NOT NULL DEFAULT 0,      -- runs in a row that died while they had it in work
  misses INTEGER NOT NULL DEFAULT 0,      -- runs in a row that found it gone from where it had been
  url TEXT,                               -- that gave the last answer, after redirects
  media_type TEXT,                        -- of the last bytes, as sniffed
  sha256 TEXT,                            -- of the last bytes; null: none
  validated_url TEXT,                     -- which of the urls the validators are for
  etag TEXT,                              -- validator for a conditional request
  last_modified TEXT,                     -- validator for a conditional request
  verdict TEXT,                           -- what the last try came to: "extracted", or a failure code
  detail TEXT,                            -- what was wrong, for a person
  read_sha256 TEXT,                       -- bytes that were last extracted, well or not; null: to be extracted
  rule_set TEXT,                          -- that read them; null: none is for them
  rules_fingerprint TEXT                  -- of the rules that were for them
) STRICT;
INSERT INTO documents VALUES('a','symbols','https://example.org/a',0,0,'run-3','2026-01-01T02:00:00Z','extracted',NULL,'run-3','2026-01-03T02:00:00Z','2026-01-01T02:00:00Z',0,2,'https://example.org/a','application/pdf','6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b','https://example.org/a','"6b86b273"',NULL,'not_published_yet','what the server said','6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b','upr/working-group-report','rules-1');
INSERT INTO documents VALUES('b','symbols','https://example.org/b',0,0,'run-3','2026-01-01T02:00:00Z','failed',NULL,'run-3','2026-01-03T02:00:00Z',NULL,0,0,'https://example.org/b',NULL,NULL,NULL,NULL,NULL,'blocked','what the server said',NULL,NULL,NULL);
CREATE TABLE document_failures (
  document_key TEXT NOT NULL REFERENCES documents (key),
  phase TEXT NOT NULL                     -- "died": the process did, "fetch": no bytes, "read": bytes not readable
    CHECK (phase IN ('died', 'fetch', 'read')),
  code TEXT NOT NULL,                     -- failure code
  detail TEXT,                            -- what was wrong, for a person
  attempts INTEGER NOT NULL,              -- times in a row that the phase failed; of "read": with these bytes
  retryable INTEGER NOT NULL,             -- 1: the same bytes may do better another time
  document_line TEXT NOT NULL,            -- line of documents.jsonl while nothing was ever extracted
  failure_line TEXT,                      -- line of failures.jsonl; null where it is no failure: not published yet
  PRIMARY KEY (document_key, phase)
) STRICT;
INSERT INTO document_failures VALUES('b','fetch','blocked','what the server said',3,1,'{"input":"b","verdict":"blocked","detail":"what the server said","stage":"fetch","retryable":true,"document":{"symbol":null,"kind":null,"language":null,"title":null,"published":null,"sha256":null,"url":null},"review":{"state_under_review":null,"cycle":null,"session":null,"year":null},"pages":null,"items_seen":0,"recommendations":0,"rejects":0,"responses":{"supported":0,"noted":0,"partially_supported":0,"pending":0,"none":0},"flags":[],"doubts":[],"superseded_by":null,"provenance":{"rule_set":null,"rules_sha256":null}}','{"level":"document","input":"b","sha256":null,"symbol":null,"stage":"fetch","code":"blocked","detail":"what the server said","retryable":true,"paragraph":null,"page":null,"text":null}');
CREATE TABLE results (
  document_key TEXT PRIMARY KEY REFERENCES documents (key),
  sha256 TEXT NOT NULL,                   -- of the bytes
  edition TEXT NOT NULL,                  -- symbol and language, or the SHA-256: documents that share it share record ids
  published TEXT,                         -- the document's own date
  first_read TEXT NOT NULL,               -- when these bytes were first extracted
  superseded_by TEXT,                     -- SHA-256 of the document of this edition that supplies the records; null: this
  digest TEXT NOT NULL,                   -- SHA-256 over all lines of this document
  line TEXT NOT NULL                      -- line of documents.jsonl
) STRICT;
INSERT INTO results VALUES('a','6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b','A/1@en',NULL,'2026-01-01T02:00:00Z',NULL,'c6e1e61c50e11966b161e3e80ae578f39316c0618122798da3bedb1f6f7b6d89','{"input":"a","verdict":"extracted","detail":null,"stage":null,"retryable":null,"document":{"symbol":"A/1","kind":"upr/working-group-report","language":"en","title":null,"published":null,"sha256":"6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b","url":"https://example.org/a"},"review":{"state_under_review":null,"cycle":null,"session":null,"year":null},"pages":null,"items_seen":3,"recommendations":2,"rejects":1,"responses":{"supported":0,"noted":0,"partially_supported":0,"pending":0,"none":2},"flags":[],"doubts":[],"superseded_by":null,"provenance":{"rule_set":"upr/working-group-report","rules_sha256":"6c621d1a05138a7888d37d9269a9da8e2e11e4aced2f6cfd24b05ab1b9e61bb0"}}');
CREATE TABLE records (
  document_key TEXT NOT NULL REFERENCES results (document_key),
  ordinal INTEGER NOT NULL,               -- from 0, in the order of the document
  id TEXT NOT NULL,                       -- of the recommendation
  hash TEXT NOT NULL,                     -- SHA-256 of the line without `provenance` and `where`
  line TEXT NOT NULL,
  PRIMARY KEY (document_key, ordinal)
) STRICT;
INSERT INTO records VALUES('a',0,'A/1#1.1','45796ecc6c1c0d0c91bbaf6f59617e81160cf4abc937b954c751dc58804325b8','{"id":"A/1#1.1","mechanism":"upr","document":{"symbol":"A/1","kind":"upr/working-group-report","language":"en","title":null,"published":null,"sha256":"d6a7cd2a7371b1a15d543196979ff74fdb027023ebf187d5d329be11055c77fd","url":null},"review":{"state_under_review":null,"cycle":null,"session":null,"year":null},"number":"1.1","label":null,"paragraph":null,"item":null,"text":"Ratify","text_verbatim":"Ratify","recommending_states":[],"recommending_body":null,"addressees":[],"parts":[],"notes":[],"response":null,"qualifiers":[],"positions":[],"action_category":null,"issues":[],"themes":[],"persons":[],"sdgs":[],"where":[],"flags":[],"doubts":[],"provenance":{"rule_set":"upr/working-group-report","rules_sha256":"6c621d1a05138a7888d37d9269a9da8e2e11e4aced2f6cfd24b05ab1b9e61bb0"}}');
INSERT INTO records VALUES('a',1,'A/1#1.2','f1802d0448c6aab4109fbd44bcac1ad0cf2ae40c12685a861702ebf15fae727e','{"id":"A/1#1.2","mechanism":"upr","document":{"symbol":"A/1","kind":"upr/working-group-report","language":"en","title":null,"published":null,"sha256":"d6a7cd2a7371b1a15d543196979ff74fdb027023ebf187d5d329be11055c77fd","url":null},"review":{"state_under_review":null,"cycle":null,"session":null,"year":null},"number":"1.2","label":null,"paragraph":null,"item":null,"text":"Abolish","text_verbatim":"Abolish","recommending_states":[],"recommending_body":null,"addressees":[],"parts":[],"notes":[],"response":null,"qualifiers":[],"positions":[],"action_category":null,"issues":[],"themes":[],"persons":[],"sdgs":[],"where":[],"flags":[],"doubts":[],"provenance":{"rule_set":"upr/working-group-report","rules_sha256":"6c621d1a05138a7888d37d9269a9da8e2e11e4aced2f6cfd24b05ab1b9e61bb0"}}');
CREATE TABLE positions (
  document_key TEXT NOT NULL REFERENCES results (document_key),
  ordinal INTEGER NOT NULL,               -- from 0, in the order of the document
  line TEXT NOT NULL,
  PRIMARY KEY (document_key, ordinal)
) STRICT;
INSERT INTO positions VALUES('a',0,'{"document":{"symbol":"A/1","kind":"upr/working-group-report","language":"en","title":null,"published":null,"sha256":"6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b","url":"https://example.org/a"},"review":{"state_under_review":null,"cycle":null,"session":null,"year":null},"target":{"symbol":"A/1","number":"1.1"},"response":"noted","qualifiers":[],"as_printed":null,"comment":null,"quote":null,"paragraph":null,"page":null,"rule":null,"provenance":{"rule_set":"upr/working-group-report","rules_sha256":"6c621d1a05138a7888d37d9269a9da8e2e11e4aced2f6cfd24b05ab1b9e61bb0"}}');
INSERT INTO positions VALUES('a',1,'{"document":{"symbol":"A/1","kind":"upr/working-group-report","language":"en","title":null,"published":null,"sha256":"6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b","url":"https://example.org/a"},"review":{"state_under_review":null,"cycle":null,"session":null,"year":null},"target":{"symbol":"A/1","number":"1.2"},"response":"noted","qualifiers":[],"as_printed":null,"comment":null,"quote":null,"paragraph":null,"page":null,"rule":null,"provenance":{"rule_set":"upr/working-group-report","rules_sha256":"6c621d1a05138a7888d37d9269a9da8e2e11e4aced2f6cfd24b05ab1b9e61bb0"}}');
CREATE TABLE item_failures (
  document_key TEXT NOT NULL REFERENCES results (document_key),
  ordinal INTEGER NOT NULL,               -- from 0, in the order of the document
  line TEXT NOT NULL,
  PRIMARY KEY (document_key, ordinal)
) STRICT;
INSERT INTO item_failures VALUES('a',0,'{"level":"item","input":"a","sha256":"6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b","symbol":"A/1","stage":"extract","code":"gap","detail":"number 99","retryable":false,"paragraph":1,"page":1,"text":null}');
CREATE TABLE touched (
  id TEXT PRIMARY KEY,                    -- of the recommendation
  known_hash TEXT                         -- its hash when the feed last grew; null: it was not there
) STRICT;
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,                -- from 1, without gaps
  op TEXT NOT NULL CHECK (op IN ('added', 'changed', 'withdrawn')),
  id TEXT NOT NULL,                       -- of the recommendation
  run TEXT NOT NULL,                      -- id of the run that changed it
  line TEXT                               -- the recommendation as it then was; null: withdrawn
) STRICT;
INSERT INTO changes VALUES(1,'added','A/1#1.1','run-1','{"id":"A/1#1.1","mechanism":"upr","document":{"symbol":"A/1","kind":"upr/working-group-report","language":"en","title":null,"published":null,"sha256":"d6a7cd2a7371b1a15d543196979ff74fdb027023ebf187d5d329be11055c77fd","url":null},"review":{"state_under_review":null,"cycle":null,"session":null,"year":null},"number":"1.1","label":null,"paragraph":null,"item":null,"text":"Ratify","text_verbatim":"Ratify","recommending_states":[],"recommending_body":null,"addressees":[],"parts":[],"notes":[],"response":null,"qualifiers":[],"positions":[],"action_category":null,"issues":[],"themes":[],"persons":[],"sdgs":[],"where":[],"flags":[],"doubts":[],"provenance":{"rule_set":"upr/working-group-report","rules_sha256":"6c621d1a05138a7888d37d9269a9da8e2e11e4aced2f6cfd24b05ab1b9e61bb0"}}');
INSERT INTO changes VALUES(2,'added','A/1#1.2','run-1','{"id":"A/1#1.2","mechanism":"upr","document":{"symbol":"A/1","kind":"upr/working-group-report","language":"en","title":null,"published":null,"sha256":"d6a7cd2a7371b1a15d543196979ff74fdb027023ebf187d5d329be11055c77fd","url":null},"review":{"state_under_review":null,"cycle":null,"session":null,"year":null},"number":"1.2","label":null,"paragraph":null,"item":null,"text":"Abolish","text_verbatim":"Abolish","recommending_states":[],"recommending_body":null,"addressees":[],"parts":[],"notes":[],"response":null,"qualifiers":[],"positions":[],"action_category":null,"issues":[],"themes":[],"persons":[],"sdgs":[],"where":[],"flags":[],"doubts":[],"provenance":{"rule_set":"upr/working-group-report","rules_sha256":"6c621d1a05138a7888d37d9269a9da8e2e11e4aced2f6cfd24b05ab1b9e61bb0"}}');
CREATE TABLE revision (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO revision VALUES(1,4);
CREATE TABLE published (
  folder TEXT NOT NULL,                   -- absolute path
  stream TEXT NOT NULL,                   -- file name
  revision INTEGER NOT NULL,              -- that the file shows
  bytes INTEGER NOT NULL,                 -- size of the file
  PRIMARY KEY (folder, stream)
) STRICT;
CREATE INDEX documents_in_work ON documents (lease_run) WHERE lease_run IS NOT NULL;
CREATE INDEX results_edition ON results (edition);
CREATE INDEX records_id ON records (id);
CREATE VIEW current_records AS
  SELECT records.id, records.hash, records.line, records.document_key, results.edition
  FROM records JOIN results ON results.document_key = records.document_key
  WHERE results.superseded_by IS NULL;
COMMIT;
PRAGMA application_id = 1416784737;
PRAGMA user_version = 1;
