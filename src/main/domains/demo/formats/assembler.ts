/** What a file says about its music, in the names of our own model; each format writes them its own way. */
export type TrackTags = {
  title: string
  /** As printed, and one by one. */
  artist: string
  artists: readonly string[]
  albumArtist: string | null
  album: string | null
  trackNumber: string | null
  trackTotal: number | null
  discNumber: number | null
  discTotal: number | null
  discSubtitle: string | null
  /** Of this edition, and of the first one. */
  year: number
  originalYear: number
  genres: readonly string[]
  label: string | null
  catalogNumber: string | null
  composer: string | null
  media: string | null
  isCompilation: boolean
  /** album, ep, live, compilation, soundtrack, single */
  releaseType: string
  bpm: number
  key: string
  lyrics: readonly string[] | null
  /** ReplayGain 2: decibels and linear peaks; album values are null for a loose track. */
  trackGain: number
  trackPeak: number
  albumGain: number | null
  albumPeak: number | null
}

/** A JPEG front cover. */
export type Picture = { bytes: Uint8Array; size: number }

/** Material once encoded, ready to be put together in any order of pieces as often as wanted. */
export type Assembler = {
  channels: 1 | 2
  /** The file, in parts to be written one after the other; parts are shared between files. */
  assemble(order: readonly number[], tags: TrackTags, picture: Picture | null): Uint8Array[]
}
