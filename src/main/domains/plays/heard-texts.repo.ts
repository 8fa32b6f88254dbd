import type { WriteDb } from '#main/kernel/db/database.ts'
import { openMeanings } from './meaning.ts'
import type { Meanings, Words } from './meaning.ts'
import { firstArtistKey, otherArtistKeys, playTitleKey } from './words.rules.ts'

/** What is known of a text without asking again; none of it ever changes. */
export type Text = { id: number; /** Keys of title and artist: what plays of one song have in common. */ song: string; isPinned: boolean; /** A known track says more than an id, an id more than an album. */ richness: number }

type StoredText = { id: number; artistText: string; titleText: string; albumText: string; albumArtistText: string; recordingMbid: string; pinnedTrackId: number; artistKey: string; titleKey: string }

export type Texts = { ofWords(words: Words): Text; ofId(id: number): Text }

const mostKept = 100_000
const columns = 'id, artistText, titleText, albumText, albumArtistText, recordingMbid, pinnedTrackId, artistKey, titleKey'

function textOf(stored: Pick<StoredText, 'id' | 'titleKey' | 'artistKey' | 'pinnedTrackId' | 'recordingMbid' | 'albumText'>): Text {
  const richness = (stored.pinnedTrackId ? 4 : 0) + (stored.recordingMbid ? 2 : 0) + (stored.albumText ? 1 : 0)
  return { id: stored.id, song: `${stored.titleKey}\u0000${stored.artistKey}`, isPinned: stored.pinnedTrackId !== 0, richness }
}

function nameOf({ title, artist, album, albumArtist, recordingMbid, pinnedTrackId }: Words): string {
  return `${title}\u0000${artist}\u0000${album}\u0000${albumArtist}\u0000${recordingMbid}\u0000${pinnedTrackId}`
}

/** The texts of a connection, each written once with what it means. Texts are never removed. Use it inside a transaction. */
function openTexts(db: WriteDb): Texts & { forgetUnwritten(): void } {
  const byWords = new Map<string, Text>()
  const byId = new Map<number, Text>()
  let lastMade: { id: number; name: string } | null = null
  let meanings: Meanings | null = null

  const find = db.prepare<[string, string, string, string, string, number], StoredText>(
    `SELECT ${columns} FROM heard_texts WHERE titleText = ? AND artistText = ? AND albumText = ? AND albumArtistText = ? AND recordingMbid = ? AND pinnedTrackId = ?`,
  )
  const findById = db.prepare<[number], StoredText>(`SELECT ${columns} FROM heard_texts WHERE id = ?`)
  const insert = db.prepare<unknown[], never>(
    `INSERT INTO heard_texts (titleText, artistText, albumText, albumArtistText, recordingMbid, pinnedTrackId, artistKey, titleKey, artistName, titleName, albumName, trackId, albumId, artistId, matchedBy, isHidden)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  const insertName = db.prepare<[string, number], never>('INSERT OR IGNORE INTO heard_text_names (artistKey, heardTextId) VALUES (?, ?)')

  function keep(name: string, text: Text): Text {
    if (byWords.size >= mostKept) byWords.clear()
    if (byId.size >= mostKept) byId.clear()
    byWords.set(name, text)
    byId.set(text.id, text)
    return text
  }

  function make(words: Words, name: string): Text {
    meanings ??= openMeanings(db)
    const { artist, title, album, albumArtist, recordingMbid, pinnedTrackId } = words
    const keys = { artistKey: firstArtistKey(artist), titleKey: playTitleKey(title) }
    const meaning = meanings.of(words)
    const id = Number(
      insert.run(
        title, artist, album, albumArtist, recordingMbid, pinnedTrackId, keys.artistKey, keys.titleKey, meaning.artistName, meaning.titleName, meaning.albumName,
        meaning.trackId, meaning.albumId, meaning.artistId, meaning.matchedBy, meaning.isHidden ? 1 : 0,
      ).lastInsertRowid,
    )
    for (const key of otherArtistKeys(artist, albumArtist)) insertName.run(key, id)
    lastMade = { id, name }
    return keep(name, textOf({ id, ...keys, pinnedTrackId, recordingMbid, albumText: album }))
  }

  return {
    ofWords: (words) => {
      const name = nameOf(words)
      const known = byWords.get(name)
      if (known) return known
      const stored = find.get(words.title, words.artist, words.album, words.albumArtist, words.recordingMbid, words.pinnedTrackId)
      return stored ? keep(name, textOf(stored)) : make(words, name)
    },
    ofId: (id) => {
      const known = byId.get(id)
      if (known) return known
      const stored = findById.get(id)
      if (!stored) throw new Error(`There is no text ${id}.`)
      const { titleText: title, artistText: artist, albumText: album, albumArtistText: albumArtist, recordingMbid, pinnedTrackId } = stored
      return keep(nameOf({ title, artist, album, albumArtist, recordingMbid, pinnedTrackId }), textOf(stored))
    },
    // The ledger may have changed since the last transaction, and what that one made may have been taken back.
    forgetUnwritten: () => {
      meanings = null
      if (lastMade === null) return
      const stored = findById.get(lastMade.id)
      const isThere = stored && nameOf({ title: stored.titleText, artist: stored.artistText, album: stored.albumText, albumArtist: stored.albumArtistText, recordingMbid: stored.recordingMbid, pinnedTrackId: stored.pinnedTrackId }) === lastMade.name
      lastMade = null
      if (isThere) return
      byWords.clear()
      byId.clear()
    },
  }
}

const textsOf = new WeakMap<object, ReturnType<typeof openTexts>>()

/** The texts of this connection, at the beginning of a piece of work inside a transaction. */
export function textsIn(db: WriteDb): Texts {
  let texts = textsOf.get(db.sqlite)
  if (!texts) textsOf.set(db.sqlite, (texts = openTexts(db)))
  texts.forgetUnwritten()
  return texts
}
