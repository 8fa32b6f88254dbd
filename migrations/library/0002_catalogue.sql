-- The catalogue: what is on disk, and the works it belongs to.
--
-- Names of folders and files are stored as TEXT when they are valid UTF-8 and as BLOB (the exact bytes) when not,
-- so every name the file system can hold can be opened again. Such columns have the type ANY.

CREATE TABLE library_folders (
  id INTEGER PRIMARY KEY,
  path ANY NOT NULL UNIQUE,
  addedAt INTEGER NOT NULL,
  scannedAt INTEGER,
  missingSince INTEGER,
  isWatched INTEGER NOT NULL DEFAULT 1 CHECK (isWatched IN (0, 1)),
  isNetwork INTEGER NOT NULL DEFAULT 0 CHECK (isNetwork IN (0, 1)),
  -- Minutes between rescans where watching does not work (network paths); null = never by itself.
  rescanMinutes INTEGER
) STRICT;

-- `path` is relative to the library folder ('' = the folder itself): relocating a library changes one row.
CREATE TABLE directories (
  id INTEGER PRIMARY KEY,
  folderId INTEGER NOT NULL REFERENCES library_folders (id) ON DELETE CASCADE,
  parentId INTEGER REFERENCES directories (id) ON DELETE CASCADE,
  path ANY NOT NULL,
  -- Pictures and lyrics beside the music, with size and time: what changed there is known without opening them.
  sidecars TEXT,
  UNIQUE (folderId, path)
) STRICT;
CREATE INDEX directories_by_parent ON directories (parentId);

-- Directories whose files wait to be grouped into albums, because a large one was interrupted half way.
CREATE TABLE directories_to_group (
  directoryId INTEGER PRIMARY KEY REFERENCES directories (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE artists (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  nameKey TEXT NOT NULL,
  nameSort TEXT NOT NULL,
  musicbrainzId TEXT,
  discogsId INTEGER,
  spotifyId TEXT,
  mergedIntoId INTEGER REFERENCES artists (id),
  imageHash TEXT,
  lovedAt INTEGER,
  rating INTEGER,
  -- Albums and tracks with files on disk, and plays; kept by triggers.
  albumCount INTEGER NOT NULL DEFAULT 0,
  trackCount INTEGER NOT NULL DEFAULT 0,
  plays INTEGER NOT NULL DEFAULT 0,
  heardMs INTEGER NOT NULL DEFAULT 0,
  lastPlayedAt INTEGER,
  addedAt INTEGER NOT NULL
) STRICT;
CREATE INDEX artists_by_key ON artists (nameKey);
CREATE INDEX artists_merged ON artists (mergedIntoId) WHERE mergedIntoId IS NOT NULL;
CREATE UNIQUE INDEX artists_by_musicbrainz ON artists (musicbrainzId) WHERE musicbrainzId IS NOT NULL;

-- A work as a listener means it (a release group). `trackCount` counts distinct tracks with files.
CREATE TABLE albums (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  titleKey TEXT NOT NULL,
  titleSort TEXT NOT NULL,
  artistText TEXT NOT NULL,
  artistKey TEXT NOT NULL,
  artistSort TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'album' CHECK (kind IN ('album', 'ep', 'single', 'live', 'compilation', 'soundtrack', 'remix', 'other')),
  isCompilation INTEGER NOT NULL DEFAULT 0 CHECK (isCompilation IN (0, 1)),
  year INTEGER,
  musicbrainzReleaseGroupId TEXT,
  discogsMasterId INTEGER,
  mergedIntoId INTEGER REFERENCES albums (id),
  coverHash TEXT,
  paletteJson TEXT,
  -- What the artwork was last read from, and when; work is due while that moment is null.
  artworkSource TEXT,
  artworkCheckedAt INTEGER,
  rating INTEGER,
  lovedAt INTEGER,
  addedAt INTEGER NOT NULL,
  durationMs INTEGER NOT NULL DEFAULT 0,
  trackCount INTEGER NOT NULL DEFAULT 0,
  fileCount INTEGER NOT NULL DEFAULT 0,
  fileBytes INTEGER NOT NULL DEFAULT 0,
  editionCount INTEGER NOT NULL DEFAULT 0,
  copyCount INTEGER NOT NULL DEFAULT 0,
  plays INTEGER NOT NULL DEFAULT 0,
  heardMs INTEGER NOT NULL DEFAULT 0,
  firstPlayedAt INTEGER,
  lastPlayedAt INTEGER
) STRICT;
CREATE INDEX albums_by_key ON albums (titleKey, artistKey);
CREATE INDEX albums_by_release_group ON albums (musicbrainzReleaseGroupId) WHERE musicbrainzReleaseGroupId IS NOT NULL;
CREATE INDEX albums_by_master ON albums (discogsMasterId) WHERE discogsMasterId IS NOT NULL;
CREATE INDEX albums_merged ON albums (mergedIntoId) WHERE mergedIntoId IS NOT NULL;
CREATE INDEX albums_artwork_due ON albums (id) WHERE artworkCheckedAt IS NULL AND fileCount > 0;

-- One way a work was published: a set of files (digital) or a pressing on the shelf.
CREATE TABLE editions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  albumId INTEGER NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('digital', 'pressing')),
  title TEXT NOT NULL,
  disambiguation TEXT,
  year INTEGER,
  label TEXT,
  catalogNumber TEXT,
  barcode TEXT,
  media TEXT,
  musicbrainzReleaseId TEXT,
  discogsReleaseId INTEGER,
  -- Evidence for the work it belongs to: keys of its own credit and title, ids of its release group and master.
  artistKey TEXT NOT NULL DEFAULT '',
  titleKey TEXT NOT NULL DEFAULT '',
  musicbrainzReleaseGroupId TEXT,
  discogsMasterId INTEGER,
  -- The folder the files lie in: evidence that they belong together when no id says so.
  directoryId INTEGER REFERENCES directories (id) ON DELETE SET NULL,
  addedAt INTEGER NOT NULL
) STRICT;
CREATE INDEX editions_by_album ON editions (albumId);
CREATE INDEX editions_by_release ON editions (musicbrainzReleaseId) WHERE musicbrainzReleaseId IS NOT NULL;
CREATE INDEX editions_by_discogs_release ON editions (discogsReleaseId) WHERE discogsReleaseId IS NOT NULL;
CREATE INDEX editions_by_key ON editions (artistKey, titleKey);
CREATE INDEX editions_by_release_group ON editions (musicbrainzReleaseGroupId) WHERE musicbrainzReleaseGroupId IS NOT NULL;
CREATE INDEX editions_by_master ON editions (discogsMasterId) WHERE discogsMasterId IS NOT NULL;
CREATE INDEX editions_by_directory ON editions (directoryId) WHERE directoryId IS NOT NULL;

-- The distinct tracks of a work. A track without an album is a loose track.
-- Columns from `codec` on describe its best present file (lossless first) and are null when none is on disk.
CREATE TABLE tracks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  albumId INTEGER REFERENCES albums (id) ON DELETE SET NULL,
  title TEXT NOT NULL,
  titleKey TEXT NOT NULL,
  titleSort TEXT NOT NULL,
  artistText TEXT NOT NULL,
  artistKey TEXT NOT NULL,
  artistSort TEXT NOT NULL,
  albumText TEXT,
  -- Orders an album's tracks together, then by disc and number: folded album title, album id, disc, track.
  albumSort TEXT NOT NULL DEFAULT '',
  discNumber INTEGER,
  trackNumber INTEGER,
  year INTEGER,
  genreText TEXT,
  durationMs INTEGER,
  bpm REAL,
  musicalKey TEXT,
  composerText TEXT,
  musicbrainzRecordingId TEXT,
  mergedIntoId INTEGER REFERENCES tracks (id),
  rating INTEGER,
  lovedAt INTEGER,
  addedAt INTEGER NOT NULL,
  isOnDisk INTEGER NOT NULL DEFAULT 0 CHECK (isOnDisk IN (0, 1)),
  bestFileId INTEGER,
  codec TEXT,
  bitrate INTEGER,
  sampleRate INTEGER,
  bitsPerSample INTEGER,
  isLossless INTEGER,
  -- Kept by the triggers of listening_history.
  plays INTEGER NOT NULL DEFAULT 0,
  skips INTEGER NOT NULL DEFAULT 0,
  heardMs INTEGER NOT NULL DEFAULT 0,
  firstPlayedAt INTEGER,
  lastPlayedAt INTEGER
) STRICT;
CREATE INDEX tracks_by_album ON tracks (albumId, discNumber, trackNumber);
CREATE INDEX tracks_by_key ON tracks (titleKey, artistKey);
CREATE INDEX tracks_merged ON tracks (mergedIntoId) WHERE mergedIntoId IS NOT NULL;
CREATE INDEX tracks_by_recording ON tracks (musicbrainzRecordingId) WHERE musicbrainzRecordingId IS NOT NULL;

-- Where an edition places a track. `position` is the printed one ('A1') when it is not a plain number.
CREATE TABLE edition_tracks (
  editionId INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
  trackId INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  discNumber INTEGER NOT NULL DEFAULT 1,
  trackNumber INTEGER NOT NULL DEFAULT 0,
  position TEXT,
  discSubtitle TEXT,
  PRIMARY KEY (editionId, discNumber, trackNumber, trackId)
) STRICT, WITHOUT ROWID;
CREATE INDEX edition_tracks_by_track ON edition_tracks (trackId);

-- Ordered credits. `joinPhrase` is what stands after this name (' & ', ' feat. ', '').
CREATE TABLE album_artists (
  albumId INTEGER NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  artistId INTEGER NOT NULL REFERENCES artists (id),
  creditedName TEXT NOT NULL,
  joinPhrase TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (albumId, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX album_artists_by_artist ON album_artists (artistId, albumId);

CREATE TABLE track_artists (
  trackId INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  artistId INTEGER NOT NULL REFERENCES artists (id),
  creditedName TEXT NOT NULL,
  joinPhrase TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (trackId, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX track_artists_by_artist ON track_artists (artistId, trackId);

CREATE TABLE genres (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  nameKey TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE track_genres (
  trackId INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  genreId INTEGER NOT NULL REFERENCES genres (id),
  PRIMARY KEY (trackId, genreId)
) STRICT, WITHOUT ROWID;
CREATE INDEX track_genres_by_genre ON track_genres (genreId, trackId);

CREATE TABLE album_genres (
  albumId INTEGER NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  genreId INTEGER NOT NULL REFERENCES genres (id),
  PRIMARY KEY (albumId, genreId)
) STRICT, WITHOUT ROWID;
CREATE INDEX album_genres_by_genre ON album_genres (genreId, albumId);

-- What is on disk, as read. A vanished file keeps its row with `missingSince`; rows go only when a person says so.
CREATE TABLE files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  directoryId INTEGER NOT NULL REFERENCES directories (id) ON DELETE CASCADE,
  name ANY NOT NULL,
  size INTEGER NOT NULL,
  -- Modification time as the file system gives it, in microseconds (whole, comparable).
  mtimeUs INTEGER NOT NULL,
  -- First 16 bytes of SHA-256 over 64 KB from the middle of the audio; recognises a moved file.
  audioHash BLOB,
  trackId INTEGER REFERENCES tracks (id) ON DELETE SET NULL,
  editionId INTEGER REFERENCES editions (id) ON DELETE SET NULL,
  container TEXT NOT NULL,
  codec TEXT NOT NULL,
  durationMs INTEGER,
  bitrate INTEGER,
  sampleRate INTEGER,
  channels INTEGER,
  bitsPerSample INTEGER,
  isLossless INTEGER NOT NULL DEFAULT 0 CHECK (isLossless IN (0, 1)),
  hasCover INTEGER NOT NULL DEFAULT 0 CHECK (hasCover IN (0, 1)),
  title TEXT,
  artistText TEXT,
  albumArtistText TEXT,
  albumText TEXT,
  year INTEGER,
  discNumber INTEGER,
  trackNumber INTEGER,
  genreText TEXT,
  -- ReplayGain in dB relative to 89 dB SPL (R128 values converted), peaks as linear amplitude (1 = full scale).
  trackGain REAL,
  trackPeak REAL,
  albumGain REAL,
  albumPeak REAL,
  -- Everything else the tags say, as FileTags JSON.
  tagsJson TEXT NOT NULL,
  warningsJson TEXT,
  addedAt INTEGER NOT NULL,
  readAt INTEGER NOT NULL,
  missingSince INTEGER,
  UNIQUE (directoryId, name)
) STRICT;
CREATE INDEX files_by_track ON files (trackId);
CREATE INDEX files_by_edition ON files (editionId);
CREATE INDEX files_by_added ON files (addedAt);
CREATE INDEX files_missing ON files (size, audioHash) WHERE missingSince IS NOT NULL;

-- Audio-looking files that could not be read, with the true reason; asked again only when size or mtime change.
CREATE TABLE file_failures (
  id INTEGER PRIMARY KEY,
  directoryId INTEGER NOT NULL REFERENCES directories (id) ON DELETE CASCADE,
  name ANY NOT NULL,
  size INTEGER NOT NULL,
  mtimeUs INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('empty', 'not-audio', 'unsupported', 'unreadable', 'permission', 'too-slow')),
  -- Told as in jobs.
  toldJson TEXT NOT NULL,
  failedAt INTEGER NOT NULL,
  UNIQUE (directoryId, name)
) STRICT;

-- A new file that could be one of several missing ones: offered, never joined by itself.
CREATE TABLE move_candidates (
  newFileId INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  missingFileId INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
  -- A person said that they are not the same: never offered again.
  isRejected INTEGER NOT NULL DEFAULT 0 CHECK (isRejected IN (0, 1)),
  PRIMARY KEY (newFileId, missingFileId)
) STRICT, WITHOUT ROWID;
CREATE INDEX move_candidates_by_missing ON move_candidates (missingFileId);

CREATE TABLE lyrics (
  fileId INTEGER PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
  source TEXT NOT NULL CHECK (source IN ('embedded', 'sidecar')),
  isSynced INTEGER NOT NULL CHECK (isSynced IN (0, 1)),
  text TEXT NOT NULL
) STRICT;

-- Pictures by content. The files lie under images/ by hash: the original and thumbnails at 96, 320 and 1280 px.
CREATE TABLE images (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entity TEXT NOT NULL CHECK (entity IN ('album', 'artist')),
  entityId INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('front', 'back', 'other')),
  source TEXT NOT NULL,
  contentHash TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  paletteJson TEXT NOT NULL,
  isChosen INTEGER NOT NULL DEFAULT 0 CHECK (isChosen IN (0, 1)),
  foundAt INTEGER NOT NULL,
  UNIQUE (entity, entityId, kind, source)
) STRICT;
CREATE INDEX images_by_hash ON images (contentHash);

-- Every order a list of tracks offers is a scan of one narrow covering index. Rows of one value stand in album order,
-- which the reader puts together itself (track-order.ts): a second column in each of them would double what a scan
-- writes. Values that most tracks lack are indexed only where there are any. `mergedIntoId` stands in each of them only
-- so that SQLite sees that it need not read the table.
CREATE INDEX tracks_by_album_sort ON tracks (albumSort, albumId, mergedIntoId) WHERE mergedIntoId IS NULL;
CREATE INDEX tracks_by_title ON tracks (titleSort, mergedIntoId) WHERE mergedIntoId IS NULL;
CREATE INDEX tracks_by_artist ON tracks (artistSort, mergedIntoId) WHERE mergedIntoId IS NULL;
CREATE INDEX tracks_by_year ON tracks (year, mergedIntoId) WHERE mergedIntoId IS NULL;
CREATE INDEX tracks_by_genre ON tracks (genreText COLLATE NOCASE, mergedIntoId) WHERE mergedIntoId IS NULL;
CREATE INDEX tracks_by_added ON tracks (addedAt, mergedIntoId) WHERE mergedIntoId IS NULL;
CREATE INDEX tracks_by_duration ON tracks (durationMs, mergedIntoId) WHERE mergedIntoId IS NULL;
-- Also tells what is on disk and counts formats.
CREATE INDEX tracks_by_quality ON tracks (isLossless, bitsPerSample, sampleRate, bitrate, codec, isOnDisk, albumId, mergedIntoId) WHERE mergedIntoId IS NULL;
CREATE INDEX tracks_by_plays ON tracks (plays, mergedIntoId) WHERE plays > 0 AND mergedIntoId IS NULL;
CREATE INDEX tracks_by_last_played ON tracks (lastPlayedAt, mergedIntoId) WHERE lastPlayedAt IS NOT NULL AND mergedIntoId IS NULL;
CREATE INDEX tracks_by_rating ON tracks (rating, mergedIntoId) WHERE rating IS NOT NULL AND mergedIntoId IS NULL;
CREATE INDEX tracks_by_loved ON tracks (lovedAt, mergedIntoId) WHERE lovedAt IS NOT NULL AND mergedIntoId IS NULL;
-- Albums and artists are a tenth of the tracks: these orders are read as they stand, the others are sorted when asked for.
CREATE INDEX albums_by_title ON albums (titleSort, artistSort, mergedIntoId) WHERE mergedIntoId IS NULL;
CREATE INDEX albums_by_artist ON albums (artistSort, year, titleSort, mergedIntoId) WHERE mergedIntoId IS NULL;
CREATE INDEX albums_by_added ON albums (addedAt, mergedIntoId) WHERE mergedIntoId IS NULL;
CREATE INDEX albums_by_plays ON albums (plays, mergedIntoId) WHERE plays > 0 AND mergedIntoId IS NULL;
CREATE INDEX artists_by_name ON artists (nameSort, mergedIntoId) WHERE mergedIntoId IS NULL;
CREATE INDEX artists_by_plays ON artists (plays, mergedIntoId) WHERE plays > 0 AND mergedIntoId IS NULL;

-- What an artist has on disk, exact after every transaction. An artist stands at most once in a credit.
CREATE TRIGGER track_artists_insert AFTER INSERT ON track_artists BEGIN
  UPDATE artists SET trackCount = trackCount + 1 WHERE id = NEW.artistId AND EXISTS (SELECT 1 FROM tracks WHERE id = NEW.trackId AND isOnDisk = 1);
END;
CREATE TRIGGER track_artists_delete AFTER DELETE ON track_artists BEGIN
  UPDATE artists SET trackCount = trackCount - 1 WHERE id = OLD.artistId AND EXISTS (SELECT 1 FROM tracks WHERE id = OLD.trackId AND isOnDisk = 1);
END;
CREATE TRIGGER tracks_on_disk AFTER UPDATE OF isOnDisk ON tracks WHEN NEW.isOnDisk <> OLD.isOnDisk BEGIN
  UPDATE artists SET trackCount = trackCount + NEW.isOnDisk - OLD.isOnDisk WHERE id IN (SELECT artistId FROM track_artists WHERE trackId = NEW.id);
END;
CREATE TRIGGER album_artists_insert AFTER INSERT ON album_artists BEGIN
  UPDATE artists SET albumCount = albumCount + 1 WHERE id = NEW.artistId AND EXISTS (SELECT 1 FROM albums WHERE id = NEW.albumId AND trackCount > 0);
END;
CREATE TRIGGER album_artists_delete AFTER DELETE ON album_artists BEGIN
  UPDATE artists SET albumCount = albumCount - 1 WHERE id = OLD.artistId AND EXISTS (SELECT 1 FROM albums WHERE id = OLD.albumId AND trackCount > 0);
END;
CREATE TRIGGER albums_on_disk AFTER UPDATE OF trackCount ON albums WHEN (NEW.trackCount > 0) <> (OLD.trackCount > 0) BEGIN
  UPDATE artists SET albumCount = albumCount + (NEW.trackCount > 0) - (OLD.trackCount > 0) WHERE id IN (SELECT artistId FROM album_artists WHERE albumId = NEW.id);
END;

-- Names the state of the library for lists that are kept in memory. `catalogue` grows with every change of what lists
-- show, sort or filter by, save plays; `plays` with every change of what was heard. Heartbeats change neither.
CREATE TABLE library_version (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  catalogue INTEGER NOT NULL,
  plays INTEGER NOT NULL
) STRICT;
INSERT INTO library_version (id, catalogue, plays) VALUES (1, 1, 1);

CREATE TRIGGER tracks_version_insert AFTER INSERT ON tracks BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
CREATE TRIGGER tracks_version_update AFTER UPDATE OF
  albumId, title, titleSort, artistText, artistSort, albumText, albumSort, discNumber, trackNumber, year, genreText, durationMs, bpm, composerText, mergedIntoId, rating, lovedAt, addedAt,
  isOnDisk, codec, bitrate, sampleRate, bitsPerSample, isLossless
ON tracks BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
CREATE TRIGGER tracks_version_delete AFTER DELETE ON tracks BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
CREATE TRIGGER albums_version_insert AFTER INSERT ON albums BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
CREATE TRIGGER albums_version_update AFTER UPDATE OF
  title, titleSort, artistText, artistSort, kind, isCompilation, year, mergedIntoId, coverHash, rating, lovedAt, addedAt, durationMs, trackCount, fileCount, copyCount
ON albums BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
CREATE TRIGGER albums_version_delete AFTER DELETE ON albums BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
CREATE TRIGGER artists_version_insert AFTER INSERT ON artists BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
CREATE TRIGGER artists_version_update AFTER UPDATE OF name, nameSort, mergedIntoId, rating, lovedAt, addedAt ON artists BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
CREATE TRIGGER artists_version_delete AFTER DELETE ON artists BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
CREATE TRIGGER files_version_insert AFTER INSERT ON files BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
CREATE TRIGGER files_version_update AFTER UPDATE OF directoryId, name, trackId, editionId, readAt, missingSince ON files BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
CREATE TRIGGER files_version_delete AFTER DELETE ON files BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
CREATE TRIGGER editions_version_update AFTER UPDATE OF label, catalogNumber, albumId ON editions BEGIN
  UPDATE library_version SET catalogue = catalogue + 1 WHERE id = 1;
END;
