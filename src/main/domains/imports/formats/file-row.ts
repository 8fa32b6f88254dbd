import type { ImportOptions, RejectReason, SkipReason } from '#shared/contract/imports.contract.ts'
import { isZone } from '#shared/model/local-day.ts'
import type { PlayHow } from '#shared/contract/plays.contract.ts'

/** A play as a file tells it, before it is given a key among the rows of its file. */
export type ToldPlay = {
  artist: string
  title: string
  album: string | null
  albumArtist: string | null
  recordingMbid: string | null
  startedAt: number
  precisionMs: number | null
  zone: string | null
  durationMs: number | null
  heardMs: number | null
  how: PlayHow
  isCounted: boolean
  rawJson: string | null
  /** Who saw it, where the file itself says so (our own export): the play is then put together from what they say. */
  witnesses?: readonly ToldWitness[]
}

/** A witness as our own export writes it; null = the file has no key for the row. */
export type ToldWitness = Omit<ToldPlay, 'witnesses'> & { source: string; rowKey: number | null }

export type Love = { artist: string; title: string; album: string | null; recordingMbid: string | null; lovedAt: number | null }

/** What one row of a file came to, before the library is asked. */
export type FileRow = {
  /** Line of a text, number of an item otherwise; from 1. */
  line: number
  artist: string
  title: string
  outcome: { kind: 'play'; play: ToldPlay } | { kind: 'skipped'; reason: SkipReason } | { kind: 'rejected'; reason: RejectReason }
  love?: Love
  /** How often the source says this was played in all. */
  figure?: { total: number; play: Pick<ToldPlay, 'artist' | 'title' | 'album' | 'albumArtist'> }
}

export type ReadContext = {
  options: Pick<ImportOptions, 'takesSkips' | 'takesPrivate' | 'takesPodcasts'>
  /** IANA zone for clock times that carry none. */
  zone: string
  /** Something had a clock time without a zone. */
  askForZone(): void
  take(row: FileRow): void
}

/** Takes a file as text, piece by piece. */
export type FileReader = { push(text: string): void; end(): void }

export type FileFormat<Name extends string = string> = {
  name: Name
  /** By its first characters (at most 64 Ki), never by its name. */
  recognises(head: string): boolean
  open(context: ReadContext): FileReader
}

/** Clocks that were never set begin in 1970 or before. */
const earliest = Date.UTC(1971, 0, 1)
const longestName = 2_000

/** The row of a play, or why it is none. `now` is not known here: a date in the future is left to whoever knows it. */
export function playRow(line: number, play: Omit<ToldPlay, 'startedAt'> & { startedAt: number | null }): FileRow {
  const { artist, title, startedAt } = play
  const zone = play.zone !== null && isZone(play.zone) ? play.zone : null
  const rejected = (reason: RejectReason): FileRow => ({ line, artist, title, outcome: { kind: 'rejected', reason } })
  if (title === '') return rejected('no-title')
  if (artist === '') return rejected('no-artist')
  if (Math.max(artist.length, title.length, play.album?.length ?? 0) > longestName) return rejectedRow(line, 'too-large')
  if (startedAt === null || !Number.isFinite(startedAt)) return rejected('no-date')
  if (startedAt < earliest) return rejected(startedAt === 0 ? 'no-date' : 'impossible-date')
  return { line, artist, title, outcome: { kind: 'play', play: { ...play, zone, startedAt } } }
}

export function skippedRow(line: number, reason: SkipReason, { artist, title }: { artist: string; title: string }): FileRow {
  return { line, artist, title, outcome: { kind: 'skipped', reason } }
}

export function rejectedRow(line: number, reason: RejectReason): FileRow {
  return { line, artist: '', title: '', outcome: { kind: 'rejected', reason } }
}
