-- What was heard. One row of listening_history is one play; everything that saw it is a witness. The words a play was
-- told in stand in heard_texts, each combination once, so that what they mean can be derived again without touching a play.

CREATE TABLE heard_texts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- As told, '' where nothing was; never changed.
  artistText TEXT NOT NULL,
  titleText TEXT NOT NULL,
  albumText TEXT NOT NULL DEFAULT '',
  albumArtistText TEXT NOT NULL DEFAULT '',
  recordingMbid TEXT NOT NULL DEFAULT '',
  -- A track that is known instead of matched: the one the player played, or a person's choice for single plays. 0 = none.
  pinnedTrackId INTEGER NOT NULL DEFAULT 0,
  -- Keys of the words as told, the artist's of the first name of the credit: what witnesses are compared by.
  artistKey TEXT NOT NULL,
  titleKey TEXT NOT NULL,
  -- What the words mean, by the ledger and the catalogue: derived, and derived again when either changes.
  artistName TEXT NOT NULL,
  titleName TEXT NOT NULL,
  albumName TEXT NOT NULL DEFAULT '',
  trackId INTEGER REFERENCES tracks (id) ON DELETE SET NULL,
  albumId INTEGER REFERENCES albums (id) ON DELETE SET NULL,
  artistId INTEGER REFERENCES artists (id) ON DELETE SET NULL,
  matchedBy TEXT NOT NULL CHECK (matchedBy IN ('pinned', 'id', 'exact', 'near', 'heard')),
  -- Hidden by the ledger: its plays stay, outside every figure.
  isHidden INTEGER NOT NULL DEFAULT 0 CHECK (isHidden IN (0, 1)),
  -- Kept by the triggers of listening_history.
  plays INTEGER NOT NULL DEFAULT 0,
  skips INTEGER NOT NULL DEFAULT 0,
  heardMs INTEGER NOT NULL DEFAULT 0,
  firstPlayedAt INTEGER,
  lastPlayedAt INTEGER,
  UNIQUE (titleText, artistText, albumText, albumArtistText, recordingMbid, pinnedTrackId)
) STRICT;
CREATE INDEX heard_texts_by_key ON heard_texts (titleKey, artistKey);
CREATE INDEX heard_texts_by_artist_key ON heard_texts (artistKey);
CREATE INDEX heard_texts_by_track ON heard_texts (trackId) WHERE trackId IS NOT NULL;
CREATE INDEX heard_texts_by_album ON heard_texts (albumId) WHERE albumId IS NOT NULL;
CREATE INDEX heard_texts_by_artist ON heard_texts (artistId, lastPlayedAt) WHERE artistId IS NOT NULL;
CREATE INDEX heard_texts_hidden ON heard_texts (id) WHERE isHidden = 1;

CREATE TABLE listening_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  heardTextId INTEGER NOT NULL REFERENCES heard_texts (id),
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
  heartbeatAt INTEGER,
  -- Taken back by the person. The row stays, so that no tracker brings it again; `isCounted` is 0 meanwhile and what it was stands in `wasCounted`.
  deletedAt INTEGER,
  wasCounted INTEGER CHECK (wasCounted IN (0, 1))
) STRICT;
CREATE INDEX listening_history_by_start ON listening_history (startedAt, id);
CREATE INDEX listening_history_by_text ON listening_history (heardTextId, startedAt);
CREATE INDEX listening_history_by_day ON listening_history (localDay, isCounted, heardMs);
CREATE INDEX listening_history_by_file ON listening_history (fileId) WHERE fileId IS NOT NULL;
CREATE INDEX listening_history_open ON listening_history (heartbeatAt) WHERE heartbeatAt IS NOT NULL;
CREATE INDEX listening_history_deleted ON listening_history (startedAt, id) WHERE deletedAt IS NOT NULL;
CREATE INDEX listening_history_by_medium ON listening_history (how, startedAt) WHERE how IN ('vinyl', 'cd', 'tape');

-- Every source that saw a play, in its own words and time.
CREATE TABLE play_witnesses (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  playId INTEGER NOT NULL REFERENCES listening_history (id) ON DELETE CASCADE,
  -- 'player', 'spin', 'lastfm', 'listenbrainz', 'submission', the format of a file ('spotify-extended', …), or 'person':
  -- what was put right by hand, at most once a play.
  source TEXT NOT NULL,
  accountId INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
  importId INTEGER REFERENCES imports (id),
  -- Names the row within its source: a hash of its words (and how many equal ones came before it). Makes reading it again harmless.
  rowKey INTEGER NOT NULL,
  startedAt INTEGER NOT NULL,
  -- 1000 = whole seconds, 60000 = whole minutes; null = only the end was stamped and the length is not known.
  precisionMs INTEGER,
  -- As told by it; null where it says nothing. A play is put together from what its witnesses say (play-of-witnesses.rules.ts).
  zone TEXT,
  heardTextId INTEGER NOT NULL REFERENCES heard_texts (id),
  durationMs INTEGER,
  heardMs INTEGER,
  how TEXT NOT NULL CHECK (how IN ('file', 'vinyl', 'cd', 'tape', 'stream', 'unknown')),
  isCounted INTEGER NOT NULL CHECK (isCounted IN (0, 1)),
  -- What the source told beyond that, as JSON; never addresses of machines or persons.
  rawJson TEXT
) STRICT;
CREATE INDEX play_witnesses_by_play ON play_witnesses (playId);
CREATE INDEX play_witnesses_by_import ON play_witnesses (importId, startedAt) WHERE importId IS NOT NULL;
CREATE INDEX play_witnesses_by_source ON play_witnesses (source, startedAt);
CREATE UNIQUE INDEX play_witnesses_by_row ON play_witnesses (startedAt, rowKey, source, coalesce(accountId, 0));
-- The playing a deck tells of, found again after a restart.
CREATE INDEX play_witnesses_of_player ON play_witnesses (rowKey) WHERE source = 'player';

-- Two plays that may be one: never joined without a person. A rejected pair is not offered again.
CREATE TABLE doubtful_plays (
  playId INTEGER NOT NULL REFERENCES listening_history (id) ON DELETE CASCADE,
  otherId INTEGER NOT NULL REFERENCES listening_history (id) ON DELETE CASCADE,
  isRejected INTEGER NOT NULL DEFAULT 0 CHECK (isRejected IN (0, 1)),
  PRIMARY KEY (playId, otherId)
) STRICT, WITHOUT ROWID;
CREATE INDEX doubtful_plays_by_other ON doubtful_plays (otherId);

-- Month roll-ups on the stored local day (yyyymm), counted plays only.
CREATE TABLE play_months (
  month INTEGER NOT NULL,
  heardTextId INTEGER NOT NULL REFERENCES heard_texts (id),
  plays INTEGER NOT NULL,
  heardMs INTEGER NOT NULL,
  PRIMARY KEY (month, heardTextId)
) STRICT, WITHOUT ROWID;
CREATE INDEX play_months_by_text ON play_months (heardTextId);

-- The ledger of corrections, newest last. What is undone stays listed.
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('rename-artist', 'rename-album', 'rename-track', 'merge-artists', 'split-artist', 'never-split', 'assign-track', 'hide')),
  payloadJson TEXT NOT NULL,
  -- Texts and plays it changed when it was made.
  texts INTEGER NOT NULL,
  plays INTEGER NOT NULL,
  createdAt INTEGER NOT NULL,
  undoneAt INTEGER
) STRICT;

-- Where the listener was: from that moment on, until the next row.
CREATE TABLE listener_zones (
  fromAt INTEGER PRIMARY KEY,
  zone TEXT NOT NULL
) STRICT;

-- Accounts of the one listener at outside services.
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  service TEXT NOT NULL CHECK (service IN ('lastfm', 'listenbrainz')),
  userName TEXT NOT NULL,
  -- Empty = the service's own address.
  baseUrl TEXT NOT NULL DEFAULT '',
  isPolled INTEGER NOT NULL DEFAULT 1 CHECK (isPolled IN (0, 1)),
  isSentTo INTEGER NOT NULL DEFAULT 0 CHECK (isSentTo IN (0, 1)),
  addedAt INTEGER NOT NULL,
  lastPollAt INTEGER,
  lastSuccessAt INTEGER,
  lastErrorJson TEXT,
  -- How far the polls have seen, and when they last looked farther back.
  pollJson TEXT,
  -- Rows of play_witnesses it brought.
  plays INTEGER NOT NULL DEFAULT 0,
  -- The walk back through the whole history: fixed end, where it stands, how much there is. Null = not begun.
  backfillJson TEXT,
  removedAt INTEGER,
  UNIQUE (service, userName, baseUrl)
) STRICT;

-- What an account was last told to love; what has gone from there since is not loved any more.
CREATE TABLE account_loves (
  accountId INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  titleText TEXT NOT NULL,
  artistText TEXT NOT NULL,
  lovedAt INTEGER NOT NULL,
  -- Null while nothing in the library is it.
  trackId INTEGER REFERENCES tracks (id) ON DELETE SET NULL,
  PRIMARY KEY (accountId, titleText, artistText)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_loves_by_track ON account_loves (trackId) WHERE trackId IS NOT NULL;

CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- File or folder name as the person knows it.
  name TEXT NOT NULL,
  optionsJson TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'undone')),
  -- Counts of every outcome, by file and format.
  reportJson TEXT NOT NULL,
  startedAt INTEGER NOT NULL,
  endedAt INTEGER,
  undoneAt INTEGER
) STRICT;

-- What is to be sent on. A row leaves only when it is sent or its account is removed.
CREATE TABLE sendings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  accountId INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('play', 'love', 'unlove')),
  playId INTEGER REFERENCES listening_history (id) ON DELETE CASCADE,
  trackId INTEGER REFERENCES tracks (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'ignored', 'failed')),
  attempts INTEGER NOT NULL DEFAULT 0,
  runAfter INTEGER NOT NULL,
  enqueuedAt INTEGER NOT NULL,
  endedAt INTEGER,
  -- What was sent and what came back: services rewrite names.
  sentJson TEXT,
  answerJson TEXT
) STRICT;
CREATE UNIQUE INDEX sendings_of_play ON sendings (playId, accountId) WHERE playId IS NOT NULL;
CREATE INDEX sendings_of_track ON sendings (trackId) WHERE trackId IS NOT NULL;
CREATE INDEX sendings_by_account ON sendings (accountId, id, state);
CREATE INDEX sendings_due ON sendings (accountId, runAfter, id) WHERE state = 'queued';

-- Every figure below is exact after every transaction, whoever wrote the play. Only a bulk write adds up by itself what
-- its new rows come to and says so here meanwhile, inside its own transaction (play-counts.ts).
CREATE TABLE play_upkeep (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  isByHand INTEGER NOT NULL CHECK (isByHand IN (0, 1))
) STRICT;
INSERT INTO play_upkeep (id, isByHand) VALUES (1, 0);

-- What a play adds: a counted one to plays, one that ended uncounted to skips, a deleted one to nothing.
CREATE TRIGGER listening_history_insert AFTER INSERT ON listening_history WHEN (SELECT isByHand FROM play_upkeep WHERE id = 1) = 0 BEGIN
  UPDATE heard_texts SET
    plays = plays + NEW.isCounted,
    skips = skips + (NEW.isCounted = 0 AND NEW.heartbeatAt IS NULL AND NEW.deletedAt IS NULL),
    heardMs = heardMs + coalesce(NEW.heardMs, 0) * NEW.isCounted,
    firstPlayedAt = CASE WHEN NEW.isCounted = 1 THEN min(coalesce(firstPlayedAt, NEW.startedAt), NEW.startedAt) ELSE firstPlayedAt END,
    lastPlayedAt = CASE WHEN NEW.isCounted = 1 THEN max(coalesce(lastPlayedAt, NEW.startedAt), NEW.startedAt) ELSE lastPlayedAt END
  WHERE id = NEW.heardTextId AND (NEW.isCounted = 1 OR (NEW.heartbeatAt IS NULL AND NEW.deletedAt IS NULL));
  INSERT INTO play_months (month, heardTextId, plays, heardMs)
    SELECT NEW.localDay / 100, NEW.heardTextId, 1, coalesce(NEW.heardMs, 0) WHERE NEW.isCounted = 1
    ON CONFLICT (month, heardTextId) DO UPDATE SET plays = plays + 1, heardMs = heardMs + excluded.heardMs;
  UPDATE library_version SET plays = plays + 1 WHERE id = 1 AND (NEW.isCounted = 1 OR NEW.heartbeatAt IS NULL);
END;

CREATE TRIGGER listening_history_update AFTER UPDATE OF heardTextId, startedAt, localDay, heardMs, isCounted, heartbeatAt, deletedAt ON listening_history
WHEN OLD.isCounted <> NEW.isCounted
  OR (OLD.isCounted = 0 AND OLD.heartbeatAt IS NULL AND OLD.deletedAt IS NULL) <> (NEW.isCounted = 0 AND NEW.heartbeatAt IS NULL AND NEW.deletedAt IS NULL)
  OR OLD.heardTextId <> NEW.heardTextId
  OR (NEW.isCounted = 1 AND (OLD.startedAt <> NEW.startedAt OR OLD.localDay / 100 <> NEW.localDay / 100 OR coalesce(OLD.heardMs, 0) <> coalesce(NEW.heardMs, 0)))
BEGIN
  UPDATE heard_texts SET
    plays = plays - OLD.isCounted,
    skips = skips - (OLD.isCounted = 0 AND OLD.heartbeatAt IS NULL AND OLD.deletedAt IS NULL),
    heardMs = heardMs - coalesce(OLD.heardMs, 0) * OLD.isCounted,
    firstPlayedAt = (SELECT startedAt FROM listening_history WHERE heardTextId = OLD.heardTextId AND isCounted = 1 ORDER BY startedAt LIMIT 1),
    lastPlayedAt = (SELECT startedAt FROM listening_history WHERE heardTextId = OLD.heardTextId AND isCounted = 1 ORDER BY startedAt DESC LIMIT 1)
  WHERE id = OLD.heardTextId AND OLD.heardTextId <> NEW.heardTextId;
  UPDATE heard_texts SET
    plays = plays + NEW.isCounted - OLD.isCounted * (OLD.heardTextId = NEW.heardTextId),
    skips = skips + (NEW.isCounted = 0 AND NEW.heartbeatAt IS NULL AND NEW.deletedAt IS NULL)
      - (OLD.isCounted = 0 AND OLD.heartbeatAt IS NULL AND OLD.deletedAt IS NULL) * (OLD.heardTextId = NEW.heardTextId),
    heardMs = heardMs + coalesce(NEW.heardMs, 0) * NEW.isCounted - coalesce(OLD.heardMs, 0) * OLD.isCounted * (OLD.heardTextId = NEW.heardTextId),
    firstPlayedAt = (SELECT startedAt FROM listening_history WHERE heardTextId = NEW.heardTextId AND isCounted = 1 ORDER BY startedAt LIMIT 1),
    lastPlayedAt = (SELECT startedAt FROM listening_history WHERE heardTextId = NEW.heardTextId AND isCounted = 1 ORDER BY startedAt DESC LIMIT 1)
  WHERE id = NEW.heardTextId;
  UPDATE play_months SET plays = plays - 1, heardMs = heardMs - coalesce(OLD.heardMs, 0) WHERE month = OLD.localDay / 100 AND heardTextId = OLD.heardTextId AND OLD.isCounted = 1;
  INSERT INTO play_months (month, heardTextId, plays, heardMs)
    SELECT NEW.localDay / 100, NEW.heardTextId, 1, coalesce(NEW.heardMs, 0) WHERE NEW.isCounted = 1
    ON CONFLICT (month, heardTextId) DO UPDATE SET plays = plays + 1, heardMs = heardMs + excluded.heardMs;
  DELETE FROM play_months WHERE month = OLD.localDay / 100 AND heardTextId = OLD.heardTextId AND plays = 0;
END;

CREATE TRIGGER listening_history_delete AFTER DELETE ON listening_history BEGIN
  UPDATE heard_texts SET
    plays = plays - OLD.isCounted,
    skips = skips - (OLD.isCounted = 0 AND OLD.heartbeatAt IS NULL AND OLD.deletedAt IS NULL),
    heardMs = heardMs - coalesce(OLD.heardMs, 0) * OLD.isCounted,
    firstPlayedAt = (SELECT startedAt FROM listening_history WHERE heardTextId = OLD.heardTextId AND isCounted = 1 ORDER BY startedAt LIMIT 1),
    lastPlayedAt = (SELECT startedAt FROM listening_history WHERE heardTextId = OLD.heardTextId AND isCounted = 1 ORDER BY startedAt DESC LIMIT 1)
  WHERE id = OLD.heardTextId;
  UPDATE play_months SET plays = plays - 1, heardMs = heardMs - coalesce(OLD.heardMs, 0) WHERE month = OLD.localDay / 100 AND heardTextId = OLD.heardTextId AND OLD.isCounted = 1;
  DELETE FROM play_months WHERE month = OLD.localDay / 100 AND heardTextId = OLD.heardTextId AND plays = 0;
  UPDATE library_version SET plays = plays + 1 WHERE id = 1;
END;

CREATE TRIGGER listening_history_version AFTER UPDATE OF heardTextId, startedAt, isCounted, heartbeatAt, deletedAt ON listening_history
WHEN OLD.heardTextId <> NEW.heardTextId OR OLD.startedAt <> NEW.startedAt OR OLD.isCounted <> NEW.isCounted OR (OLD.heartbeatAt IS NULL) <> (NEW.heartbeatAt IS NULL) OR (OLD.deletedAt IS NULL) <> (NEW.deletedAt IS NULL)
BEGIN
  UPDATE library_version SET plays = plays + 1 WHERE id = 1;
END;

-- Tracks, albums and artists add up the texts that mean them, hidden ones left out.
CREATE TRIGGER heard_texts_counted AFTER UPDATE OF plays, skips, heardMs, firstPlayedAt, lastPlayedAt ON heard_texts
WHEN NEW.isHidden = 0 AND OLD.isHidden = 0 AND OLD.trackId IS NEW.trackId AND OLD.albumId IS NEW.albumId AND OLD.artistId IS NEW.artistId
  AND (SELECT isByHand FROM play_upkeep WHERE id = 1) = 0
BEGIN
  UPDATE tracks SET
    plays = plays + NEW.plays - OLD.plays, skips = skips + NEW.skips - OLD.skips, heardMs = heardMs + NEW.heardMs - OLD.heardMs,
    firstPlayedAt = CASE WHEN OLD.firstPlayedAt IS NULL OR NEW.firstPlayedAt <= OLD.firstPlayedAt THEN min(coalesce(firstPlayedAt, NEW.firstPlayedAt), coalesce(NEW.firstPlayedAt, firstPlayedAt))
      ELSE (SELECT min(firstPlayedAt) FROM heard_texts WHERE trackId = NEW.trackId AND isHidden = 0) END,
    lastPlayedAt = CASE WHEN OLD.lastPlayedAt IS NULL OR NEW.lastPlayedAt >= OLD.lastPlayedAt THEN max(coalesce(lastPlayedAt, NEW.lastPlayedAt), coalesce(NEW.lastPlayedAt, lastPlayedAt))
      ELSE (SELECT max(lastPlayedAt) FROM heard_texts WHERE trackId = NEW.trackId AND isHidden = 0) END
  WHERE id = NEW.trackId;
  UPDATE albums SET
    plays = plays + NEW.plays - OLD.plays, heardMs = heardMs + NEW.heardMs - OLD.heardMs,
    firstPlayedAt = CASE WHEN OLD.firstPlayedAt IS NULL OR NEW.firstPlayedAt <= OLD.firstPlayedAt THEN min(coalesce(firstPlayedAt, NEW.firstPlayedAt), coalesce(NEW.firstPlayedAt, firstPlayedAt))
      ELSE (SELECT min(firstPlayedAt) FROM heard_texts WHERE albumId = NEW.albumId AND isHidden = 0) END,
    lastPlayedAt = CASE WHEN OLD.lastPlayedAt IS NULL OR NEW.lastPlayedAt >= OLD.lastPlayedAt THEN max(coalesce(lastPlayedAt, NEW.lastPlayedAt), coalesce(NEW.lastPlayedAt, lastPlayedAt))
      ELSE (SELECT max(lastPlayedAt) FROM heard_texts WHERE albumId = NEW.albumId AND isHidden = 0) END
  WHERE id = NEW.albumId AND (NEW.plays <> OLD.plays OR NEW.heardMs <> OLD.heardMs OR NEW.firstPlayedAt IS NOT OLD.firstPlayedAt OR NEW.lastPlayedAt IS NOT OLD.lastPlayedAt);
  UPDATE artists SET
    plays = plays + NEW.plays - OLD.plays, heardMs = heardMs + NEW.heardMs - OLD.heardMs,
    lastPlayedAt = CASE WHEN OLD.lastPlayedAt IS NULL OR NEW.lastPlayedAt >= OLD.lastPlayedAt THEN max(coalesce(lastPlayedAt, NEW.lastPlayedAt), coalesce(NEW.lastPlayedAt, lastPlayedAt))
      ELSE (SELECT lastPlayedAt FROM heard_texts WHERE artistId = NEW.artistId AND isHidden = 0 ORDER BY lastPlayedAt DESC LIMIT 1) END
  WHERE id = NEW.artistId AND (NEW.plays <> OLD.plays OR NEW.heardMs <> OLD.heardMs OR NEW.lastPlayedAt IS NOT OLD.lastPlayedAt);
END;

CREATE TRIGGER heard_texts_meant AFTER UPDATE OF trackId, albumId, artistId, isHidden ON heard_texts
WHEN (OLD.isHidden <> NEW.isHidden OR OLD.trackId IS NOT NEW.trackId OR OLD.albumId IS NOT NEW.albumId OR OLD.artistId IS NOT NEW.artistId)
  AND (OLD.plays + OLD.skips > 0 OR NEW.plays + NEW.skips > 0)
BEGIN
  UPDATE tracks SET
    plays = plays - OLD.plays * (id IS OLD.trackId AND OLD.isHidden = 0) + NEW.plays * (id IS NEW.trackId AND NEW.isHidden = 0),
    skips = skips - OLD.skips * (id IS OLD.trackId AND OLD.isHidden = 0) + NEW.skips * (id IS NEW.trackId AND NEW.isHidden = 0),
    heardMs = heardMs - OLD.heardMs * (id IS OLD.trackId AND OLD.isHidden = 0) + NEW.heardMs * (id IS NEW.trackId AND NEW.isHidden = 0),
    firstPlayedAt = (SELECT min(firstPlayedAt) FROM heard_texts WHERE trackId = tracks.id AND isHidden = 0),
    lastPlayedAt = (SELECT max(lastPlayedAt) FROM heard_texts WHERE trackId = tracks.id AND isHidden = 0)
  WHERE id IN (OLD.trackId, NEW.trackId) AND (OLD.trackId IS NOT NEW.trackId OR OLD.isHidden <> NEW.isHidden OR OLD.plays <> NEW.plays OR OLD.skips <> NEW.skips OR OLD.heardMs <> NEW.heardMs
    OR OLD.firstPlayedAt IS NOT NEW.firstPlayedAt OR OLD.lastPlayedAt IS NOT NEW.lastPlayedAt);
  UPDATE albums SET
    plays = plays - OLD.plays * (id IS OLD.albumId AND OLD.isHidden = 0) + NEW.plays * (id IS NEW.albumId AND NEW.isHidden = 0),
    heardMs = heardMs - OLD.heardMs * (id IS OLD.albumId AND OLD.isHidden = 0) + NEW.heardMs * (id IS NEW.albumId AND NEW.isHidden = 0),
    firstPlayedAt = (SELECT min(firstPlayedAt) FROM heard_texts WHERE albumId = albums.id AND isHidden = 0),
    lastPlayedAt = (SELECT max(lastPlayedAt) FROM heard_texts WHERE albumId = albums.id AND isHidden = 0)
  WHERE id IN (OLD.albumId, NEW.albumId) AND (OLD.albumId IS NOT NEW.albumId OR OLD.isHidden <> NEW.isHidden OR OLD.plays <> NEW.plays OR OLD.heardMs <> NEW.heardMs
    OR OLD.firstPlayedAt IS NOT NEW.firstPlayedAt OR OLD.lastPlayedAt IS NOT NEW.lastPlayedAt);
  UPDATE artists SET
    plays = plays - OLD.plays * (id IS OLD.artistId AND OLD.isHidden = 0) + NEW.plays * (id IS NEW.artistId AND NEW.isHidden = 0),
    heardMs = heardMs - OLD.heardMs * (id IS OLD.artistId AND OLD.isHidden = 0) + NEW.heardMs * (id IS NEW.artistId AND NEW.isHidden = 0),
    lastPlayedAt = (SELECT lastPlayedAt FROM heard_texts WHERE artistId = artists.id AND isHidden = 0 ORDER BY lastPlayedAt DESC LIMIT 1)
  WHERE id IN (OLD.artistId, NEW.artistId) AND (OLD.artistId IS NOT NEW.artistId OR OLD.isHidden <> NEW.isHidden OR OLD.plays <> NEW.plays OR OLD.heardMs <> NEW.heardMs
    OR OLD.firstPlayedAt IS NOT NEW.firstPlayedAt OR OLD.lastPlayedAt IS NOT NEW.lastPlayedAt);
  UPDATE library_version SET plays = plays + 1 WHERE id = 1;
END;
