import type { SeenPlay } from '../plays/record-plays.service.ts'

/** A play as a service tells it; its row is named when it is recorded. */
export type SeenRow = Omit<SeenPlay, 'rowKey'>

export type PlayingNow = { artist: string; title: string; album: string }

export type HistoryPage = {
  rows: SeenRow[]
  /** Rows that carry no date, and rows that could not be read: neither can be recorded. */
  undated: number
  unreadable: number
  /** How many plays the question covers, this page included; null = not told. */
  covered: number | null
  isLast: boolean
  /** Undefined = this page does not tell. */
  now: PlayingNow | null | undefined
}

/** Which part of a history: what began before `to` (UTC ms, whole seconds; null = everything), newest first. */
export type HistoryQuery = { to: number | null; page: number; limit: number }

/** The plays of one account, whatever service keeps them. */
export type HistorySource = {
  source: 'lastfm' | 'listenbrainz'
  accountId: number
  /** Whether more than one page can be asked for under the same `to`. */
  hasPages: boolean
  read(query: HistoryQuery, signal?: AbortSignal): Promise<HistoryPage>
  /** Asked for where pages do not tell it. */
  playingNow(signal?: AbortSignal): Promise<PlayingNow | null>
  /** How many plays there are in all; null = not told. */
  total(signal?: AbortSignal): Promise<number | null>
}
