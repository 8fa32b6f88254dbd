const width = { album: 6, disc: 2, track: 3 }

function digits(value: number | null, length: number): string {
  return Math.max(0, Math.trunc(value ?? 0)).toString(36).padStart(length, '0').slice(-length)
}

/**
 * The key of `tracks.albumSort`: tracks sorted by it stand album by album, disc by disc. `titleSort` is the album's sort
 * key ('' for a loose track). Two albums of one title stay apart by their ids. Compared as bytes.
 */
export function albumSort(titleSort: string, albumId: number | null, discNumber: number | null, trackNumber: number | null): string {
  return `${titleSort}\u0001${digits(albumId, width.album)}${digits(discNumber, width.disc)}${digits(trackNumber, width.track)}`
}
