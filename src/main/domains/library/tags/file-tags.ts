// What one audio file says about itself. Plain data: it crosses from the worker thread as it is.

/** The closed list of docs/api.md. */
export const codecs = [
  'mp3', 'mp2', 'aac', 'alac', 'flac', 'vorbis', 'opus', 'pcm', 'wma', 'ape', 'wavpack', 'musepack', 'tta', 'dsd', 'speex', 'ac3', 'eac3', 'tak', 'ofr',
] as const
export type Codec = (typeof codecs)[number]

export type Container =
  | 'mpeg' | 'adts' | 'flac' | 'ogg' | 'mp4' | 'wav' | 'aiff' | 'asf' | 'ape' | 'wavpack' | 'musepack' | 'tta' | 'dsf' | 'dsdiff' | 'matroska' | 'webm' | 'tak' | 'ofr' | 'ac3'

/** How the file is coded. `null` = the file does not tell. */
export interface AudioFormat {
  container: Container
  codec: Codec
  /** As the header declares it, encoder delay and padding included; counted where no header does. A file cut short keeps what its header says, and gets a warning. */
  durationMs: number | null
  /** kb/s, of the audio alone where that is known. */
  bitrate: number | null
  sampleRate: number | null
  channels: number | null
  bitsPerSample: number | null
  isLossless: boolean
  /** Samples to drop at the start and the end, as the encoder wrote them (without the decoder's own delay). */
  encoderDelay: number | null
  encoderPadding: number | null
  encoder: string | null
  /** Opus only: dB that every decoder already applies before ReplayGain. */
  headerGain: number | null
}

export interface Credit {
  name: string
  /** What stands between this name and the next: ` feat. `, ` & `. Empty for the last. */
  joinPhrase: string
  sortName: string | null
  musicbrainzId: string | null
}

/** dB and linear peaks (1 = full scale), for a reference of 89 dB SPL (-18 LUFS); R128 tags are converted. */
export interface ReplayGain {
  trackGain: number | null
  trackPeak: number | null
  albumGain: number | null
  albumPeak: number | null
}

export interface EmbeddedLyrics {
  plain: string | null
  /** LRC text. */
  synced: string | null
  language: string | null
}

export type CoverKind = 'front' | 'back' | 'other'

/** A picture seen in the file, not read. */
export interface CoverInfo {
  kind: CoverKind
  mime: string
  /** Bytes of the picture as stored (base64 text counts as what it decodes to). */
  size: number
  /** Where its raw bytes start in the file; null when they are encoded or scattered. */
  offset: number | null
}

export interface Cover {
  kind: CoverKind
  mime: string
  description: string
  data: Buffer
}

export interface TagWarning {
  /** damaged: parts could not be read; encoding: text was repaired; ignored: a value made no sense. */
  kind: 'damaged' | 'encoding' | 'ignored'
  message: string
}

export interface MusicBrainzIds {
  recording: string | null
  track: string | null
  release: string | null
  releaseGroup: string | null
  work: string | null
  artists: string[]
  albumArtists: string[]
}

export interface DiscogsIds {
  release: number | null
  master: number | null
  artists: number[]
}

export interface FileTags extends AudioFormat {
  /** Which tags were found, strongest first: `id3v2.4`, `vorbis`, `apev2`… */
  tagFormats: string[]
  title: string | null
  subtitle: string | null
  /** The credit as printed. */
  artist: string | null
  artists: Credit[]
  albumArtist: string | null
  albumArtists: Credit[]
  album: string | null
  trackNumber: number | null
  trackTotal: number | null
  discNumber: number | null
  discTotal: number | null
  discSubtitle: string | null
  /** The position as on the sleeve when it is more than a number: `A1`, `C2`. */
  positionText: string | null
  /** `A` to `Z` for a side of a record or tape. */
  side: string | null
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  date: string | null
  year: number | null
  originalDate: string | null
  originalYear: number | null
  genres: string[]
  composers: string[]
  conductors: string[]
  remixers: string[]
  labels: string[]
  catalogNumbers: string[]
  barcode: string | null
  isrcs: string[]
  isCompilation: boolean
  grouping: string | null
  releaseTypes: string[]
  releaseStatus: string | null
  releaseCountry: string | null
  media: string | null
  musicbrainz: MusicBrainzIds
  discogs: DiscogsIds
  replayGain: ReplayGain
  /** 0 to 100. */
  rating: number | null
  bpm: number | null
  key: string | null
  mood: string | null
  comment: string | null
  lyrics: EmbeddedLyrics
  titleSort: string | null
  artistSort: string | null
  albumSort: string | null
  albumArtistSort: string | null
  composerSort: string | null
  encodedBy: string | null
  encoderSettings: string | null
  hasCover: boolean
  /** Front first. */
  covers: CoverInfo[]
  warnings: TagWarning[]
}
