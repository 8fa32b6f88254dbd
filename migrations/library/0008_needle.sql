-- Records that turn, and those that turned.

-- What was put on and what happened to it since; what sounds at a moment follows from both (needle-clock.rules.ts).
-- Neither an album nor a track is bound to its row: what is on the platter may be removed from the library meanwhile.
CREATE TABLE needle_sessions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  albumId INTEGER NOT NULL,
  side TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('vinyl', 'cd', 'tape')),
  startedAt INTEGER NOT NULL,
  -- The tracks of the side as they were when it was put on.
  tracksJson TEXT NOT NULL,
  -- Where the needle was set down, paused and lifted, in order of time.
  turnsJson TEXT NOT NULL,
  -- Null while it turns or is paused.
  endedAt INTEGER,
  -- Lifted or put away: nothing of it is shown any more.
  isClosed INTEGER NOT NULL DEFAULT 0 CHECK (isClosed IN (0, 1))
) STRICT;
CREATE INDEX needle_sessions_open ON needle_sessions (startedAt) WHERE endedAt IS NULL;

-- The plays a session has written so far, named as in play_witnesses: so that each is written once, and found again to be taken back.
CREATE TABLE needle_plays (
  sessionId INTEGER NOT NULL REFERENCES needle_sessions (id) ON DELETE CASCADE,
  startedAt INTEGER NOT NULL,
  rowKey INTEGER NOT NULL,
  heardMs INTEGER NOT NULL,
  PRIMARY KEY (sessionId, startedAt, rowKey)
) STRICT, WITHOUT ROWID;
