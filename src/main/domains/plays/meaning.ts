// What the words of a play mean: by the ledger, then by the catalogue. Nothing here looks at plays or at what was derived
// before, so the same words mean the same however and whenever they came.
import type { WriteDb } from '#main/kernel/db/database.ts'
import { openHeardRows } from './heard-rows.repo.ts'
import { readLedger, wordsKeyOf } from './ledger.repo.ts'
import { alsoCalled, creditTextOf, namingOf } from './ledger.rules.ts'
import type { Ledger, Naming, TrackNames } from './ledger.rules.ts'
import { creditOfText, openOwnedTracks } from './owned-tracks.repo.ts'
import type { CatalogueTrack, Match } from './owned-tracks.repo.ts'
import { artistNameKey, looseAlbumKey } from './words.rules.ts'

export type Words = { artist: string; title: string; album: string; albumArtist: string; recordingMbid: string; pinnedTrackId: number }

export type Meaning = {
  artistName: string
  titleName: string
  albumName: string
  trackId: number | null
  albumId: number | null
  artistId: number | null
  matchedBy: 'pinned' | 'id' | 'exact' | 'near' | 'heard'
  isHidden: boolean
  /** The single artists of `artistName`. */
  credit: readonly { name: string; joinPhrase: string }[]
}

export type Meanings = {
  /** What the words mean; makes the rows that are missing. */
  of(words: Words): Meaning
  /** Makes ready for words that will be asked for next. */
  expect(words: readonly Words[]): void
  /** The same without writing: undefined where rows are missing. */
  peek(words: Words): Meaning | undefined
}

type Found = { track: CatalogueTrack; by: Meaning['matchedBy'] }

const mostKept = 20_000

/** What words mean now, or by another ledger. To be opened anew in each transaction. */
export function openMeanings(db: WriteDb, ledger: Ledger = readLedger(db)): Meanings {
  const owned = openOwnedTracks(db)
  const rows = openHeardRows(db)
  const artistKeys = new Map<string, string>()

  function keyOfArtist(name: string): string {
    let key = artistKeys.get(name)
    if (key === undefined) {
      if (artistKeys.size >= mostKept) artistKeys.clear()
      artistKeys.set(name, (key = artistNameKey(name)))
    }
    return key
  }

  function namesOf(track: CatalogueTrack): TrackNames {
    return { credit: track.credit.length > 0 ? track.credit : creditOfText(track.artistText), artistText: track.artistText, title: track.title, album: track.albumTitle ?? '', albumArtist: track.albumArtistText ?? '' }
  }

  function first(words: Words, told: TrackNames): Found | undefined {
    const pinned = words.pinnedTrackId === 0 ? undefined : owned.byId(words.pinnedTrackId)
    if (pinned) return { track: pinned, by: 'pinned' }
    return owned.find({ artist: told.credit[0]?.name ?? '', artistText: told.artistText, title: told.title, album: told.album, recordingMbid: words.recordingMbid })
  }

  /** Whether a rule is about any of these names. */
  function isMet(words: Words, told: TrackNames, found: Found | undefined): boolean {
    if (ledger.isEmpty) return false
    const called = found ? [told, namesOf(found.track)] : [told]
    const names = called.flatMap(({ artistText, credit, albumArtist }) => [artistText, albumArtist, ...credit.map(({ name }) => name)])
    return ledger.isAbout(names.map(keyOfArtist), wordsKeyOf(words))
  }

  function meant(words: Words): Meaning {
    const told: TrackNames = { credit: creditOfText(words.artist), artistText: words.artist, title: words.title, album: words.album, albumArtist: words.albumArtist }
    const found = first(words, told)
    if (!isMet(words, told, found)) return found ? ofTrack(found, null) : ofHeard(told)
    const naming = namingOf(found?.by === 'pinned' ? namesOf(found.track) : told)
    if (found && found.by !== 'pinned') alsoCalled(naming, namesOf(found.track))
    const isHidden = ledger.apply(naming, wordsKeyOf(words), (trackId) => {
      const track = owned.byId(trackId)
      return track && namesOf(track)
    })
    return { ...corrected(naming, found), isHidden }
  }

  function corrected(naming: Naming, found: Found | undefined): Meaning {
    const assigned = naming.assignedTrackId === 0 ? undefined : owned.byId(naming.assignedTrackId)
    const known: Found | undefined = assigned ? { track: assigned, by: 'pinned' } : found
    const isRenamed = naming.isArtistChanged || naming.isTitleChanged || naming.isAlbumChanged
    if (known && (!isRenamed || (known.by === 'pinned' && known.track.isOwned))) return ofTrack(known, naming)
    const artistText = creditTextOf(naming.credit)
    const isOwnedArtist = owned.hasArtist(keyOfArtist(naming.credit[0]?.name ?? '')) || owned.hasArtist(keyOfArtist(artistText))
    const again: Match | undefined = isRenamed && isOwnedArtist ? owned.find({ artist: naming.credit[0]?.name ?? '', artistText, title: naming.title, album: naming.album, recordingMbid: '' }) : undefined
    // A track that is owned stays the one that was heard, whatever it is called from now on.
    const track = again ?? (known?.track.isOwned ? known : undefined)
    const meaning = track ? ofTrack(track, naming) : ofHeard({ credit: naming.credit, artistText, title: naming.title, album: naming.album, albumArtist: naming.albumArtist?.name ?? '' })
    return known?.by === 'pinned' ? { ...meaning, matchedBy: 'pinned' } : meaning
  }

  function ofTrack({ track, by }: Found, naming: Naming | null): Meaning {
    const isArtistChanged = naming?.isArtistChanged ?? false
    const artistName = naming && isArtistChanged ? creditTextOf(naming.credit) : track.artistText
    const firstName = naming && isArtistChanged ? (naming.credit[0]?.name ?? '') : ''
    const credited = isArtistChanged ? track.credit.find(({ name }) => keyOfArtist(name) === keyOfArtist(firstName)) : track.credit[0]
    const artistId = credited?.artistId ?? (isArtistChanged ? rows.artist(firstName)?.id : undefined) ?? rows.artist(creditOfText(track.artistText)[0]?.name ?? '')?.id ?? null
    const album = naming?.isAlbumChanged ? albumOf(naming, track, artistName) : { id: track.albumId, title: track.albumTitle ?? '' }
    return {
      artistName, titleName: naming?.isTitleChanged ? naming.title : track.title, albumName: album.title, trackId: track.id, albumId: album.id, artistId, matchedBy: by, isHidden: false,
      credit: naming && isArtistChanged ? naming.credit : track.credit,
    }
  }

  function albumOf(naming: Naming, track: CatalogueTrack, artistName: string): { id: number | null; title: string } {
    if (track.albumTitle !== null && looseAlbumKey(track.albumTitle) === looseAlbumKey(naming.album)) return { id: track.albumId, title: naming.album }
    return { id: rows.album(naming.album, naming.albumArtist?.name || artistName).id, title: naming.album }
  }

  function ofHeard({ credit, artistText, title, album, albumArtist }: TrackNames): Meaning {
    const artist = rows.artist(credit[0]?.name ?? '')
    const onAlbum = album === '' ? null : rows.album(album, albumArtist || artistText)
    const track = rows.track(title, artistText, credit, artist, onAlbum)
    return { artistName: artistText, titleName: title, albumName: album === '' ? (track.albumTitle ?? '') : album, trackId: track.id, albumId: track.albumId, artistId: artist?.id ?? null, matchedBy: 'heard', isHidden: false, credit }
  }

  return {
    of: meant,
    expect: (words) => owned.prepare(words.filter(({ pinnedTrackId }) => pinnedTrackId === 0).map(({ artist, title }) => ({ artist: creditOfText(artist)[0]?.name ?? '', artistText: artist, title }))),
    peek: (words) => rows.onlyLooking(() => meant(words)),
  }
}
