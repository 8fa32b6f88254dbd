import type { LastfmPage, LastfmTrack } from '#main/vendors/lastfm/lastfm.reads.ts'
import type { HistoryPage, SeenRow } from './history-source.ts'

const secondMs = 1000

function rawOf({ artistMbid, albumMbid }: LastfmTrack): string | null {
  const told = { ...(artistMbid !== '' && { artistMbid }), ...(albumMbid !== '' && { albumMbid }) }
  return Object.keys(told).length === 0 ? null : JSON.stringify(told)
}

function rowOf(track: LastfmTrack, startedAt: number): SeenRow {
  const { artist, title, album, mbid } = track
  return {
    artist, title, album: album || null, albumArtist: null, recordingMbid: mbid || null, startedAt, precisionMs: secondMs, zone: null, durationMs: null, heardMs: null,
    how: 'unknown', isCounted: true, rawJson: rawOf(track),
  }
}

export function lastfmPage({ tracks, unreadable, pages, total }: LastfmPage, page: number): HistoryPage {
  const now = tracks.find(({ isNowPlaying }) => isNowPlaying)
  const stored = tracks.filter(({ isNowPlaying }) => !isNowPlaying)
  const rows = stored.flatMap((track) => (track.at === null ? [] : [rowOf(track, track.at)]))
  return { rows, undated: stored.length - rows.length, unreadable, covered: total, isLast: page >= pages, now: now ? { artist: now.artist, title: now.title, album: now.album } : null }
}
