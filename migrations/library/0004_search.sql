-- The search index. Everything is fed folded text (see search-text.ts), so the tokenizers need not fold; row ids are
-- those of the rows indexed. The tables keep no text: what a row says is read from the catalogue.
--
-- Words: any word by its beginning, weighed by where it stands. Parts: any run of three or more characters.

CREATE VIRTUAL TABLE search_tracks USING fts5 (
  title, artist, album, genre,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE VIRTUAL TABLE search_track_parts USING fts5 (
  title,
  content = '', contentless_delete = 1, tokenize = "trigram case_sensitive 1"
);
-- Long or repetitive text of tracks, apart so that it never slows the words down.
CREATE VIRTUAL TABLE search_track_texts USING fts5 (
  path, composer, comment, lyrics,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE search_albums USING fts5 (
  title, artist, genre, label, catalogNumber,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE VIRTUAL TABLE search_album_parts USING fts5 (
  title, artist,
  content = '', contentless_delete = 1, tokenize = "trigram case_sensitive 1"
);
CREATE VIRTUAL TABLE search_artists USING fts5 (
  name,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE VIRTUAL TABLE search_artist_parts USING fts5 (
  name,
  content = '', contentless_delete = 1, tokenize = "trigram case_sensitive 1"
);

-- Every word of a title or name, once: what a mistyped word may have meant. Words outlive the rows that brought them.
CREATE TABLE search_words (
  word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Merging happens in steps of its own (tidySearch), never inside a transaction that writes something else: a merge in
-- the middle of a batch of the scanner held the write lock for 20 ms and more.
INSERT INTO search_tracks (search_tracks, rank) VALUES ('automerge', 0), ('crisismerge', 1900);
INSERT INTO search_track_parts (search_track_parts, rank) VALUES ('automerge', 0), ('crisismerge', 1900);
INSERT INTO search_track_texts (search_track_texts, rank) VALUES ('automerge', 0), ('crisismerge', 1900);
INSERT INTO search_albums (search_albums, rank) VALUES ('automerge', 0), ('crisismerge', 1900);
INSERT INTO search_album_parts (search_album_parts, rank) VALUES ('automerge', 0), ('crisismerge', 1900);
INSERT INTO search_artists (search_artists, rank) VALUES ('automerge', 0), ('crisismerge', 1900);
INSERT INTO search_artist_parts (search_artist_parts, rank) VALUES ('automerge', 0), ('crisismerge', 1900);
