-- The queue and where playing stands. Both survive a restart.

-- The queue as it was after each of its last changes; the highest version is the queue, the others are for undo.
-- A version is one row, so that a change of 20,000 items is whole or not there at all, and a move costs one write.
CREATE TABLE queue_versions (
  version INTEGER PRIMARY KEY,
  changedAt INTEGER NOT NULL,
  -- [[item id, track id], …] in the order a person gave. Item ids are never used twice.
  itemsJson TEXT NOT NULL,
  -- Item ids in the order they play while the queue is shuffled; null when it plays as written.
  shuffledJson TEXT,
  -- What played when this version was replaced by the next.
  currentItemId INTEGER
) STRICT;

CREATE TABLE playback_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  itemId INTEGER,
  -- Like those of the queue not bound to a row: what plays may be removed from the library meanwhile.
  trackId INTEGER,
  -- What comes next once the current item was taken out of the queue.
  followingId INTEGER,
  positionMs INTEGER NOT NULL,
  repeatMode TEXT NOT NULL CHECK (repeatMode IN ('off', 'all', 'one')),
  volume REAL NOT NULL,
  isMuted INTEGER NOT NULL CHECK (isMuted IN (0, 1)),
  lastItemId INTEGER NOT NULL
) STRICT;
INSERT INTO playback_state (id, positionMs, repeatMode, volume, isMuted, lastItemId) VALUES (1, 0, 'off', 1, 0, 0);
