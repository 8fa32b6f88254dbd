import { z } from 'zod'
import { lookUpRecording, mostListenBytes, rateRecording, submitListens, submitPlayingNow } from '#main/vendors/listenbrainz/listenbrainz.writes.ts'
import type { SentListen, TrackMetadata } from '#main/vendors/listenbrainz/listenbrainz.writes.ts'
import { say } from '#shared/messages/say.ts'
import type { ListenbrainzAccess } from '../accounts/accounts.service.ts'
import type { Prepared, Sender } from './sender.ts'
import type { SendingWords } from './sendings.repo.ts'

/** Far fewer than ListenBrainz takes: what one transaction may write. */
const mostAtOnce = 100

const listenSchema = z.object({
  listened_at: z.number(),
  track_metadata: z.object({ artist_name: z.string(), track_name: z.string(), release_name: z.string().exactOptional(), additional_info: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional() }),
})

function metadataOf({ artist, title, album, albumArtist, recordingMbid, trackNumber, durationMs }: SendingWords): TrackMetadata {
  return {
    artist_name: artist, track_name: title,
    ...(album !== '' && { release_name: album }),
    additional_info: {
      media_player: 'Sillon', submission_client: 'Sillon',
      ...(albumArtist !== '' && { release_artist_name: albumArtist }),
      ...(recordingMbid !== '' && { recording_mbid: recordingMbid }),
      ...(trackNumber !== null && { tracknumber: trackNumber }),
      ...(durationMs !== null && { duration_ms: durationMs }),
    },
  }
}

/** Without what is not needed where all of it would be too long. */
function prepared(listen: SentListen): Prepared {
  const { artist_name, track_name } = listen.track_metadata
  const texts = [listen, { ...listen, track_metadata: { artist_name, track_name } }].map((one) => JSON.stringify(one))
  const json = texts.find((text) => Buffer.byteLength(text) <= mostListenBytes)
  return json === undefined ? { state: 'ignored', told: say`Its names are longer than ListenBrainz takes. It was not sent.` } : { json }
}

export function listenbrainzSender({ client, token }: ListenbrainzAccess): Sender {
  return {
    most: mostAtOnce,
    prepare: (play) => prepared({ listened_at: Math.floor(play.startedAt / 1000), track_metadata: metadataOf(play) }),
    plays: async (sent, signal) => {
      const said = await submitListens(client, token, sent.map((json) => listenSchema.parse(JSON.parse(json))), signal)
      return sent.map(() => ({ state: 'sent', said }))
    },
    love: async ({ artist, title, recordingMbid: known }, isLoved, signal) => {
      const recordingMbid = known || (await lookUpRecording(client, token, { artist, title }, signal))
      if (!recordingMbid) return { state: 'ignored', told: say`ListenBrainz knows no recording by these names, so it could not be told.` }
      return { state: 'sent', said: { recordingMbid, answer: await rateRecording(client, token, { recordingMbid, isLoved }, signal) } }
    },
    playing: (track, signal) => submitPlayingNow(client, token, metadataOf(track), signal),
  }
}
