import { z } from 'zod'
import { love, mostScrobbles, scrobble, updateNowPlaying } from '#main/vendors/lastfm/lastfm.writes.ts'
import type { NowPlaying } from '#main/vendors/lastfm/lastfm.writes.ts'
import { say } from '#shared/messages/say.ts'
import type { Told } from '#shared/messages/say.ts'
import type { LastfmAccess } from '../accounts/accounts.service.ts'
import type { Sender } from './sender.ts'
import type { SendingWords, Verdict } from './sendings.repo.ts'

/** Last.fm takes nothing that is older. */
const oldestMs = 14 * 24 * 60 * 60 * 1000

const optionalText = z.string().exactOptional()
const optionalNumber = z.number().exactOptional()
const scrobbleSchema = z.object({ artist: z.string(), track: z.string(), at: z.number(), album: optionalText, albumArtist: optionalText, trackNumber: optionalNumber, mbid: optionalText, duration: optionalNumber })

const tooOld = say`Last.fm takes no plays that are older than two weeks. It was not sent.`

const reasons: ReadonlyMap<number, Told> = new Map([
  [1, say`Last.fm ignored it because of the artist’s name.`],
  [2, say`Last.fm ignored it because of the title.`],
  [3, tooOld],
  [4, say`Last.fm ignored it because its time lies in the future. Is the clock of this computer right?`],
  [5, say`Last.fm ignored it because it takes no more plays that day.`],
])

function nowOf({ artist, title, album, albumArtist, recordingMbid, trackNumber, durationMs }: SendingWords): NowPlaying {
  return {
    artist, track: title,
    ...(album !== '' && { album }),
    ...(albumArtist !== '' && albumArtist !== artist && { albumArtist }),
    ...(trackNumber !== null && { trackNumber }),
    ...(recordingMbid !== '' && { mbid: recordingMbid }),
    ...(durationMs !== null && { duration: Math.round(durationMs / 1000) }),
  }
}

function verdictOf({ ignored, answer }: { ignored: number; answer: unknown }): Verdict {
  if (ignored === 0) return { state: 'sent', said: answer }
  return { state: 'ignored', told: reasons.get(ignored) ?? say`Last.fm ignored it (number ${String(ignored)}).`, said: answer }
}

export function lastfmSender({ client, keys }: LastfmAccess): Sender {
  return {
    most: mostScrobbles,
    prepare: (play, now) => (play.startedAt < now - oldestMs ? { state: 'ignored', told: tooOld } : { json: JSON.stringify({ ...nowOf(play), at: Math.floor(play.startedAt / 1000) }) }),
    plays: async (sent, signal) => (await scrobble(client, keys, sent.map((json) => scrobbleSchema.parse(JSON.parse(json))), signal)).map(verdictOf),
    love: async ({ artist, title }, isLoved, signal) => ({ state: 'sent', said: await love(client, keys, { artist, track: title, isLoved }, signal) }),
    playing: (track, signal) => updateNowPlaying(client, keys, nowOf(track), signal),
  }
}
