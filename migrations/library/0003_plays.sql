-- What was heard. One row is one play; everything that saw it is a witness.

CREATE TABLE listening_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The text as heard; never changed afterwards. Keys and matches are derived from it.
  artistText TEXT NOT NULL,
  titleText TEXT NOT NULL,
  albumText TEXT,
  albumArtistText TEXT,
  artistKey TEXT NOT NULL,
  titleKey TEXT NOT NULL,
  trackId INTEGER REFERENCES tracks (id) ON DELETE SET NULL,
  albumId INTEGER REFERENCES albums (id) ON DELETE SET NULL,
  artistId INTEGER REFERENCES artists (id) ON DELETE SET NULL,
  fileId INTEGER REFERENCES files (id) ON DELETE SET NULL,
  startedAt INTEGER NOT NULL,
  -- IANA zone of the listener at that moment, and the day it belongs to there (yyyymmdd, after the chosen start of day).
  zone TEXT NOT NULL,
  localDay INTEGER NOT NULL,
  -- Length of the recording as known at that moment, and the milliseconds of audio really rendered (null = unknown).
  durationMs INTEGER,
  heardMs INTEGER,
  how TEXT NOT NULL CHECK (how IN ('file', 'vinyl', 'cd', 'tape', 'stream', 'unknown')),
  -- Longer than 30 s, and half of it or 4 minutes heard. Uncounted rows are skips.
  isCounted INTEGER NOT NULL CHECK (isCounted IN (0, 1)),
  -- While it plays: when the player last said so. Null once ended.
  heartbeatAt INTEGER
) STRICT;
CREATE INDEX listening_history_by_start ON listening_history (startedAt, id);
CREATE INDEX listening_history_by_track ON listening_history (trackId, isCounted, startedAt) WHERE trackId IS NOT NULL;
CREATE INDEX listening_history_by_album ON listening_history (albumId, isCounted, startedAt) WHERE albumId IS NOT NULL;
CREATE INDEX listening_history_by_artist ON listening_history (artistId, isCounted, startedAt) WHERE artistId IS NOT NULL;
CREATE INDEX listening_history_by_file ON listening_history (fileId) WHERE fileId IS NOT NULL;
CREATE INDEX listening_history_by_day ON listening_history (localDay, isCounted, heardMs);
CREATE INDEX listening_history_open ON listening_history (heartbeatAt) WHERE heartbeatAt IS NOT NULL;

CREATE TABLE play_witnesses (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  playId INTEGER NOT NULL REFERENCES listening_history (id) ON DELETE CASCADE,
  -- 'player', or the service or file format that saw the play.
  source TEXT NOT NULL,
  accountId INTEGER,
  importId INTEGER,
  -- The source's own name for this row, where it has one; makes reading it again harmless.
  externalId TEXT,
  startedAt INTEGER NOT NULL,
  -- 1000 = whole seconds, 60000 = whole minutes.
  precisionMs INTEGER NOT NULL,
  artistText TEXT NOT NULL,
  titleText TEXT NOT NULL,
  albumText TEXT,
  heardMs INTEGER,
  rawJson TEXT
) STRICT;
CREATE INDEX play_witnesses_by_play ON play_witnesses (playId);
CREATE INDEX play_witnesses_by_import ON play_witnesses (importId) WHERE importId IS NOT NULL;
CREATE UNIQUE INDEX play_witnesses_by_external ON play_witnesses (source, externalId) WHERE externalId IS NOT NULL;

-- Counters on tracks, albums and artists are exact after every transaction, whoever wrote the play.
CREATE TRIGGER listening_history_insert AFTER INSERT ON listening_history BEGIN
  UPDATE tracks SET
    plays = plays + NEW.isCounted,
    skips = skips + (1 - NEW.isCounted) * (NEW.heartbeatAt IS NULL),
    heardMs = heardMs + coalesce(NEW.heardMs, 0) * NEW.isCounted,
    firstPlayedAt = CASE WHEN NEW.isCounted = 1 THEN min(coalesce(firstPlayedAt, NEW.startedAt), NEW.startedAt) ELSE firstPlayedAt END,
    lastPlayedAt = CASE WHEN NEW.isCounted = 1 THEN max(coalesce(lastPlayedAt, NEW.startedAt), NEW.startedAt) ELSE lastPlayedAt END
  WHERE id = NEW.trackId;
  UPDATE albums SET
    plays = plays + 1, heardMs = heardMs + coalesce(NEW.heardMs, 0),
    firstPlayedAt = min(coalesce(firstPlayedAt, NEW.startedAt), NEW.startedAt),
    lastPlayedAt = max(coalesce(lastPlayedAt, NEW.startedAt), NEW.startedAt)
  WHERE id = NEW.albumId AND NEW.isCounted = 1;
  UPDATE artists SET
    plays = plays + 1, heardMs = heardMs + coalesce(NEW.heardMs, 0),
    lastPlayedAt = max(coalesce(lastPlayedAt, NEW.startedAt), NEW.startedAt)
  WHERE id = NEW.artistId AND NEW.isCounted = 1;
END;

CREATE TRIGGER listening_history_update AFTER UPDATE OF trackId, albumId, artistId, startedAt, heardMs, isCounted, heartbeatAt ON listening_history BEGIN
  UPDATE tracks SET
    plays = plays - OLD.isCounted,
    skips = skips - (1 - OLD.isCounted) * (OLD.heartbeatAt IS NULL),
    heardMs = heardMs - coalesce(OLD.heardMs, 0) * OLD.isCounted
  WHERE id = OLD.trackId;
  UPDATE tracks SET
    plays = plays + NEW.isCounted,
    skips = skips + (1 - NEW.isCounted) * (NEW.heartbeatAt IS NULL),
    heardMs = heardMs + coalesce(NEW.heardMs, 0) * NEW.isCounted
  WHERE id = NEW.trackId;
  UPDATE tracks SET
    firstPlayedAt = (SELECT min(startedAt) FROM listening_history WHERE trackId = tracks.id AND isCounted = 1),
    lastPlayedAt = (SELECT max(startedAt) FROM listening_history WHERE trackId = tracks.id AND isCounted = 1)
  WHERE id IN (OLD.trackId, NEW.trackId) AND (OLD.trackId IS NOT NEW.trackId OR OLD.startedAt <> NEW.startedAt OR OLD.isCounted <> NEW.isCounted);
  UPDATE albums SET plays = plays - OLD.isCounted, heardMs = heardMs - coalesce(OLD.heardMs, 0) * OLD.isCounted WHERE id = OLD.albumId;
  UPDATE albums SET plays = plays + NEW.isCounted, heardMs = heardMs + coalesce(NEW.heardMs, 0) * NEW.isCounted WHERE id = NEW.albumId;
  UPDATE albums SET
    firstPlayedAt = (SELECT min(startedAt) FROM listening_history WHERE albumId = albums.id AND isCounted = 1),
    lastPlayedAt = (SELECT max(startedAt) FROM listening_history WHERE albumId = albums.id AND isCounted = 1)
  WHERE id IN (OLD.albumId, NEW.albumId) AND (OLD.albumId IS NOT NEW.albumId OR OLD.startedAt <> NEW.startedAt OR OLD.isCounted <> NEW.isCounted);
  UPDATE artists SET plays = plays - OLD.isCounted, heardMs = heardMs - coalesce(OLD.heardMs, 0) * OLD.isCounted WHERE id = OLD.artistId;
  UPDATE artists SET plays = plays + NEW.isCounted, heardMs = heardMs + coalesce(NEW.heardMs, 0) * NEW.isCounted WHERE id = NEW.artistId;
  UPDATE artists SET lastPlayedAt = (SELECT max(startedAt) FROM listening_history WHERE artistId = artists.id AND isCounted = 1)
  WHERE id IN (OLD.artistId, NEW.artistId) AND (OLD.artistId IS NOT NEW.artistId OR OLD.startedAt <> NEW.startedAt OR OLD.isCounted <> NEW.isCounted);
END;

CREATE TRIGGER listening_history_delete AFTER DELETE ON listening_history BEGIN
  UPDATE tracks SET
    plays = plays - OLD.isCounted,
    skips = skips - (1 - OLD.isCounted) * (OLD.heartbeatAt IS NULL),
    heardMs = heardMs - coalesce(OLD.heardMs, 0) * OLD.isCounted,
    firstPlayedAt = (SELECT min(startedAt) FROM listening_history WHERE trackId = tracks.id AND isCounted = 1),
    lastPlayedAt = (SELECT max(startedAt) FROM listening_history WHERE trackId = tracks.id AND isCounted = 1)
  WHERE id = OLD.trackId;
  UPDATE albums SET
    plays = plays - OLD.isCounted, heardMs = heardMs - coalesce(OLD.heardMs, 0) * OLD.isCounted,
    firstPlayedAt = (SELECT min(startedAt) FROM listening_history WHERE albumId = albums.id AND isCounted = 1),
    lastPlayedAt = (SELECT max(startedAt) FROM listening_history WHERE albumId = albums.id AND isCounted = 1)
  WHERE id = OLD.albumId;
  UPDATE artists SET
    plays = plays - OLD.isCounted, heardMs = heardMs - coalesce(OLD.heardMs, 0) * OLD.isCounted,
    lastPlayedAt = (SELECT max(startedAt) FROM listening_history WHERE artistId = artists.id AND isCounted = 1)
  WHERE id = OLD.artistId;
END;

CREATE TRIGGER listening_history_version_insert AFTER INSERT ON listening_history WHEN NEW.isCounted = 1 OR NEW.heartbeatAt IS NULL BEGIN
  UPDATE library_version SET plays = plays + 1 WHERE id = 1;
END;
CREATE TRIGGER listening_history_version_update AFTER UPDATE OF trackId, albumId, artistId, startedAt, isCounted, heartbeatAt ON listening_history
WHEN OLD.trackId IS NOT NEW.trackId OR OLD.albumId IS NOT NEW.albumId OR OLD.artistId IS NOT NEW.artistId OR OLD.startedAt <> NEW.startedAt OR OLD.isCounted <> NEW.isCounted
  OR (OLD.heartbeatAt IS NULL) <> (NEW.heartbeatAt IS NULL)
BEGIN
  UPDATE library_version SET plays = plays + 1 WHERE id = 1;
END;
CREATE TRIGGER listening_history_version_delete AFTER DELETE ON listening_history BEGIN
  UPDATE library_version SET plays = plays + 1 WHERE id = 1;
END;
