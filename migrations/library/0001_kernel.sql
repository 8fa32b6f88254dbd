-- Machinery: settings, durable jobs, schedules. Times are UTC milliseconds everywhere.

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  valueJson TEXT NOT NULL,
  updatedAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  payloadJson TEXT NOT NULL,
  -- Jobs of one lane run one after the other; a rate limit pauses its lane only.
  lane TEXT NOT NULL,
  -- While a job with this key waits or runs, enqueueing it again returns the same row.
  dedupeKey TEXT,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'skipped', 'failed', 'cancelled')),
  -- Names what the job is about for a person: a folder, an album.
  subject TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  maxAttempts INTEGER NOT NULL DEFAULT 5,
  priority INTEGER NOT NULL DEFAULT 0,
  runAfter INTEGER NOT NULL,
  progressJson TEXT,
  resultJson TEXT,
  errorCode TEXT,
  -- What a person is told of it, as a sentence and its values, for any language.
  toldJson TEXT,
  createdAt INTEGER NOT NULL,
  startedAt INTEGER,
  endedAt INTEGER
) STRICT;

CREATE INDEX jobs_due ON jobs (lane, priority DESC, runAfter, id) WHERE state = 'queued';
CREATE UNIQUE INDEX jobs_dedupe ON jobs (dedupeKey) WHERE dedupeKey IS NOT NULL AND state IN ('queued', 'running');
CREATE INDEX jobs_by_state ON jobs (state, id DESC);

CREATE TABLE job_lanes (
  lane TEXT PRIMARY KEY,
  pausedUntil INTEGER,
  -- Told as in jobs.
  reasonJson TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE schedules (
  name TEXT PRIMARY KEY,
  jobType TEXT NOT NULL,
  payloadJson TEXT NOT NULL,
  cron TEXT NOT NULL,
  isEnabled INTEGER NOT NULL DEFAULT 1 CHECK (isEnabled IN (0, 1)),
  -- Past = missed while Sillon was not running or the machine slept: it then runs once.
  nextRunAt INTEGER,
  lastRunAt INTEGER,
  lastJobId INTEGER
) STRICT, WITHOUT ROWID;

-- Programs that may use REST. Only a hash of each token is kept; the token itself is shown once.

CREATE TABLE access_tokens (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  tokenHash TEXT NOT NULL UNIQUE,
  -- MD5 of the token (256 random bits), which the older scrobbling protocols prove instead of telling it.
  tokenMd5 TEXT NOT NULL,
  createdAt INTEGER NOT NULL,
  lastUsedAt INTEGER
) STRICT;
