/** Loudness tags of one track: gains in dB, peaks linear (1 = full scale), each absent when the file does not say. */
export interface TrackGains {
  readonly track?: number
  readonly album?: number
  readonly trackPeak?: number
  readonly albumPeak?: number
}

/** What the engine must know to play one thing. `sampleRate` and `channels` describe what the URL delivers, not the file behind it. */
export interface EngineTrack {
  readonly key: string
  readonly url: string
  readonly durationMs: number | null
  /** A codec name of ours: `mp3`, `aac`, `flac`, `vorbis`, `opus`, `pcm`; anything else is refused as unsupported. */
  readonly codec: string
  readonly sampleRate: number | null
  readonly channels: number | null
  readonly gains: TrackGains
  /** Stream it through a media element whatever its size. */
  readonly isLong: boolean
  /** The queue plays it beside a neighbour of its own album: `auto` then takes the album gain. */
  readonly isAlbumRun: boolean
}
