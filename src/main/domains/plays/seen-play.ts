export type PlayHow = 'file' | 'vinyl' | 'cd' | 'tape' | 'stream' | 'unknown'

/** A play as one source tells it. */
export type SeenPlay = {
  artist: string
  title: string
  album: string | null
  albumArtist: string | null
  recordingMbid: string | null
  /** UTC ms; the end where `precisionMs` is null. */
  startedAt: number
  /** 1000 = whole seconds, 60000 = whole minutes; null = only the end was stamped and the length is not known. */
  precisionMs: number | null
  /** IANA name; null = the listener's own history of zones decides. */
  zone: string | null
  durationMs: number | null
  heardMs: number | null
  how: PlayHow
  isCounted: boolean
  /** Names the row within its source: `rowKeyOf`. */
  rowKey: number
  rawJson: string | null
  /** The track, where it is known instead of matched. */
  pinnedTrackId?: number
  fileId?: number
}

/** Who tells. Rows of one source and account are never one play. */
export type PlaySource = { source: string; accountId: number | null; importId: number | null }

/** `attached` = seen by another source before; `duplicate` = this very row is known; `isMatched` = its track is on disk. */
export type Recorded = { outcome: 'added' | 'attached' | 'duplicate'; playId: number; isMatched: boolean }

/** What the listener's days are counted by. */
export type PlayTime = { dayStartsAt: number; zoneAt: (at: number) => string }
