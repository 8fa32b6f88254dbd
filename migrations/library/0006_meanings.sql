-- How texts heard meet the catalogue.

-- Keys of every track that has a file or a place on a record, under which a text may be near to it: the song without
-- suffixes, and each of its artists.
CREATE TABLE track_keys (
  titleKey TEXT NOT NULL,
  artistKey TEXT NOT NULL,
  trackId INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  PRIMARY KEY (titleKey, artistKey, trackId)
) STRICT, WITHOUT ROWID;
CREATE INDEX track_keys_by_track ON track_keys (trackId);
CREATE INDEX track_keys_by_artist ON track_keys (artistKey);

-- Artists a text tells besides the first of its credit: guests, the credit as a whole, whose album it is.
CREATE TABLE heard_text_names (
  artistKey TEXT NOT NULL,
  heardTextId INTEGER NOT NULL REFERENCES heard_texts (id) ON DELETE CASCADE,
  PRIMARY KEY (artistKey, heardTextId)
) STRICT, WITHOUT ROWID;
CREATE INDEX heard_text_names_by_text ON heard_text_names (heardTextId);

-- Tracks that appeared or changed since texts were last matched: their keys and the texts that meet them are due.
CREATE TABLE tracks_to_match (
  trackId INTEGER PRIMARY KEY
) STRICT;

CREATE INDEX heard_texts_by_recording ON heard_texts (recordingMbid) WHERE recordingMbid <> '';

CREATE TRIGGER tracks_to_match_insert AFTER INSERT ON tracks WHEN NEW.isOnDisk = 1 BEGIN
  INSERT INTO tracks_to_match (trackId) VALUES (NEW.id) ON CONFLICT (trackId) DO NOTHING;
END;
CREATE TRIGGER tracks_to_match_update AFTER UPDATE OF title, titleKey, artistText, artistKey, albumId, albumText, musicbrainzRecordingId, isOnDisk, mergedIntoId ON tracks
WHEN (NEW.isOnDisk = 1 OR OLD.isOnDisk = 1) AND (OLD.title <> NEW.title OR OLD.artistText <> NEW.artistText OR OLD.albumId IS NOT NEW.albumId OR OLD.albumText IS NOT NEW.albumText
  OR OLD.musicbrainzRecordingId IS NOT NEW.musicbrainzRecordingId OR OLD.isOnDisk <> NEW.isOnDisk OR OLD.mergedIntoId IS NOT NEW.mergedIntoId OR OLD.titleKey <> NEW.titleKey OR OLD.artistKey <> NEW.artistKey)
BEGIN
  INSERT INTO tracks_to_match (trackId) VALUES (NEW.id) ON CONFLICT (trackId) DO NOTHING;
END;
-- A track whose last file is forgotten is known by what was heard only.
CREATE TRIGGER tracks_to_match_files AFTER DELETE ON files WHEN OLD.trackId IS NOT NULL BEGIN
  INSERT INTO tracks_to_match (trackId) VALUES (OLD.trackId) ON CONFLICT (trackId) DO NOTHING;
END;
CREATE TRIGGER tracks_to_match_moved AFTER UPDATE OF trackId ON files WHEN OLD.trackId IS NOT NULL AND OLD.trackId IS NOT NEW.trackId BEGIN
  INSERT INTO tracks_to_match (trackId) VALUES (OLD.trackId) ON CONFLICT (trackId) DO NOTHING;
END;

-- Rows that a play made were added to the library at no time (addedAt = 0), until they get a file.
CREATE TRIGGER tracks_added AFTER UPDATE OF isOnDisk ON tracks WHEN NEW.isOnDisk = 1 AND NEW.addedAt = 0 BEGIN
  UPDATE tracks SET addedAt = coalesce((SELECT min(addedAt) FROM files WHERE trackId = NEW.id), 0) WHERE id = NEW.id;
END;
CREATE TRIGGER albums_added AFTER UPDATE OF trackCount ON albums WHEN NEW.trackCount > 0 AND NEW.addedAt = 0 BEGIN
  UPDATE albums SET addedAt = coalesce((SELECT min(addedAt) FROM tracks WHERE albumId = NEW.id AND isOnDisk = 1), 0) WHERE id = NEW.id;
END;
CREATE TRIGGER artists_added AFTER UPDATE OF trackCount ON artists WHEN NEW.trackCount > 0 AND NEW.addedAt = 0 BEGIN
  UPDATE artists SET addedAt = coalesce((SELECT min(tracks.addedAt) FROM track_artists JOIN tracks ON tracks.id = track_artists.trackId WHERE track_artists.artistId = NEW.id AND tracks.isOnDisk = 1), 0) WHERE id = NEW.id;
END;
