-- What imports leave besides plays.

-- How far each file of a running import is; when it has ended, its row in imports sums it up and these go.
CREATE TABLE import_files (
  importId INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  -- Rows written so far: after a stop the next one is the first.
  rows INTEGER NOT NULL,
  isDone INTEGER NOT NULL CHECK (isDone IN (0, 1)),
  reportJson TEXT NOT NULL,
  PRIMARY KEY (importId, position)
) STRICT, WITHOUT ROWID;

-- Tracks that are loved because of an import.
CREATE TABLE import_loves (
  importId INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  trackId INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
  lovedAt INTEGER NOT NULL,
  PRIMARY KEY (importId, trackId)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_loves_by_track ON import_loves (trackId);

-- How often a library says something was played in all (iTunes keeps no dates but the last): `total` less the plays of
-- those words is what is known only as a number. The words are those of heard_texts.
CREATE TABLE play_figures (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  titleText TEXT NOT NULL,
  artistText TEXT NOT NULL,
  albumText TEXT NOT NULL,
  albumArtistText TEXT NOT NULL,
  source TEXT NOT NULL,
  total INTEGER NOT NULL,
  importId INTEGER NOT NULL REFERENCES imports (id),
  UNIQUE (titleText, artistText, albumText, albumArtistText, source)
) STRICT;
CREATE INDEX play_figures_by_import ON play_figures (importId);
