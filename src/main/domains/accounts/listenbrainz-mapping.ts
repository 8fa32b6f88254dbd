import type { Listen, ListensPage } from '#main/vendors/listenbrainz/listenbrainz.reads.ts'
import type { HistoryPage, SeenRow } from './history-source.ts'

const secondMs = 1000

function rawOf({ service, player, client }: Listen): string | null {
  const told = { ...(service !== '' && { service }), ...(player !== '' && { player }), ...(client !== '' && { client }) }
  return Object.keys(told).length === 0 ? null : JSON.stringify(told)
}

function rowOf(listen: Listen, startedAt: number): SeenRow {
  const { artist, title, album, albumArtist, recordingMbid, durationMs, heardMs, service } = listen
  return {
    artist, title, album: album || null, albumArtist: albumArtist || null, recordingMbid: recordingMbid || null, startedAt, precisionMs: secondMs, zone: null, durationMs, heardMs,
    how: service === '' ? 'unknown' : 'stream', isCounted: true, rawJson: rawOf(listen),
  }
}

/** ListenBrainz may answer with fewer rows than there are: only its oldest listen, or nothing at all, is the end. */
export function listenbrainzPage({ listens, unreadable, oldestAt }: ListensPage): HistoryPage {
  const rows = listens.flatMap((listen) => (listen.at === null ? [] : [rowOf(listen, listen.at)]))
  const last = rows.at(-1)
  const isLast = last ? oldestAt !== null && last.startedAt <= oldestAt : unreadable === 0
  return { rows, undated: 0, unreadable, covered: null, isLast, now: undefined }
}
