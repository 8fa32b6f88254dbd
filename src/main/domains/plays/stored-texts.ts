import type { Meaning, Words } from './meaning.ts'

type Names = Pick<Meaning, 'artistName' | 'titleName' | 'albumName'>
type Target = Pick<Meaning, 'trackId' | 'albumId' | 'artistId'>

/** A text with what it means by now. */
export type StoredText = Words & Names & Target & { id: number; matchedBy: string; isHidden: number; plays: number }

/** A text that means something else than before. */
export type ChangedText = { id: number; plays: number; before: Names & { isHidden: boolean }; after: Names & { isHidden: boolean } }

/** Rows of the catalogue that were written: their search text is due. */
export type TouchedRows = { trackIds: Set<number>; albumIds: Set<number>; artistIds: Set<number> }

/** Where the texts of each row went. */
export type Departures = Map<number, Map<number | null, number>>

/** Selects {@link StoredText}; to be followed by a condition. */
export const storedText = `SELECT id, artistText AS artist, titleText AS title, albumText AS album, albumArtistText AS albumArtist, recordingMbid, pinnedTrackId,
  artistName, titleName, albumName, trackId, albumId, artistId, matchedBy, isHidden, plays FROM heard_texts`

export function isAsDerived(stored: StoredText, meaning: Meaning): boolean {
  return (
    stored.trackId === meaning.trackId && stored.albumId === meaning.albumId && stored.artistId === meaning.artistId && stored.titleName === meaning.titleName && stored.artistName === meaning.artistName &&
    stored.albumName === meaning.albumName && stored.matchedBy === meaning.matchedBy && stored.isHidden === Number(meaning.isHidden)
  )
}

export function namesOfText({ artistName, titleName, albumName }: Names, isHidden: boolean): ChangedText['before'] {
  return { artistName, titleName, albumName, isHidden }
}
