import { mediaUrl } from '#renderer/media-url.ts'
import type { DeckItem } from '#shared/contract/playback.contract.ts'
import type { EngineTrack, TrackGains } from './engine/engine-track.ts'

function gainsOf({ trackGain, trackPeak, albumGain, albumPeak }: DeckItem): TrackGains {
  return {
    ...(trackGain !== null && { track: trackGain }),
    ...(trackPeak !== null && { trackPeak }),
    ...(albumGain !== null && { album: albumGain }),
    ...(albumPeak !== null && { albumPeak }),
  }
}

/** What the engine is given to play an item of the queue. */
export function engineTrackOf(item: DeckItem): EngineTrack {
  const { itemId, url, durationMs, codec, sampleRate, channels, isAlbumRun } = item
  return { key: String(itemId), url: mediaUrl(url), durationMs, codec, sampleRate, channels, gains: gainsOf(item), isLong: false, isAlbumRun }
}
