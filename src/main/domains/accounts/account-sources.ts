import { recentTracks, userInfo } from '#main/vendors/lastfm/lastfm.reads.ts'
import { listenCount, listens, playingNow } from '#main/vendors/listenbrainz/listenbrainz.reads.ts'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { LastfmAccess, ListenbrainzAccess } from './account-access.ts'
import type { HistorySource } from './history-source.ts'
import { lastfmPage } from './lastfm-mapping.ts'
import { listenbrainzPage } from './listenbrainz-mapping.ts'

export function lastfmSource({ client, keys, account: { id, userName: user } }: LastfmAccess): HistorySource {
  return {
    source: 'lastfm',
    accountId: id,
    hasPages: true,
    read: async ({ to, page, limit }, signal) => {
      const answer = lastfmPage(await recentTracks(client, keys, { user, limit, ...(page > 1 && { page }), ...(to !== null && { to }) }, signal), page)
      // An empty page of a history that is not empty: seen when its servers are overloaded.
      if (answer.rows.length + answer.undated + answer.unreadable === 0 && (answer.covered ?? 0) > (page - 1) * limit) throw new AppError('unavailable', say`Last.fm left out what was asked for. It is tried again later.`)
      return answer
    },
    playingNow: async () => null,
    total: async (signal) => (await userInfo(client, keys, user, signal)).plays,
  }
}

export function listenbrainzSource({ client, token, account: { id, userName: user } }: ListenbrainzAccess): HistorySource {
  return {
    source: 'listenbrainz',
    accountId: id,
    hasPages: false,
    read: async ({ to, limit }, signal) => listenbrainzPage(await listens(client, token, { user, count: limit, ...(to !== null && { before: to }) }, signal)),
    playingNow: async (signal) => {
      const now = await playingNow(client, token, user, signal)
      return now && { artist: now.artist, title: now.title, album: now.album }
    },
    total: (signal) => listenCount(client, token, user, signal),
  }
}
