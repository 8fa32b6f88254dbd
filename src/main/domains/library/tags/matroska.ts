// Matroska and WebM through music-metadata, which knows their whole document type. Its native tags are taken as they are.
import { parseFromTokenizer, TrackType, type IAudioMetadata } from 'music-metadata'
import { emptyFormat, rateOf, toMs } from './audio-format.ts'
import type { AudioFormat, Codec, Container } from './file-tags.ts'
import { LibraryTokenizer } from './library-tokenizer.ts'
import { lastClusterSeconds } from './matroska-length.ts'
import { pictureKind, sniffImage } from './pictures.ts'
import { ReadFailure } from './read-failure.ts'
import { addValue, canonicalKey, createBlock, type FileReading, type TagBlock } from './tag-block.ts'

/** Matroska tells by the target what a name means. */
const albumKeys: Record<string, string> = { TITLE: 'ALBUM', ARTIST: 'ALBUMARTIST', ARTISTSORT: 'ALBUMARTISTSORT', TITLESORT: 'ALBUMSORT', PARTNUMBER: 'DISCNUMBER', TOTALPARTS: 'TRACKTOTAL', DATERELEASED: 'DATE', DATERECORDED: 'ORIGINALDATE' }
const trackKeys: Record<string, string> = { PARTNUMBER: 'TRACKNUMBER', DATERELEASED: 'DATE', DATERECORDED: 'DATE', PUBLISHER: 'LABEL', ENCODERSETTINGS: 'ENCODERSETTINGS', INITIALKEY: 'KEY', ORIGINALMEDIATYPE: 'MEDIA' }

const matroskaCodecs: [RegExp, Codec][] = [
  [/^OPUS/, 'opus'], [/^VORBIS/, 'vorbis'], [/^FLAC/, 'flac'], [/^AAC/, 'aac'], [/^MPEG\/L3/, 'mp3'], [/^MPEG\/L2/, 'mp2'], [/^EAC3/, 'eac3'], [/^AC3/, 'ac3'], [/^PCM/, 'pcm'], [/^ALAC/, 'alac'], [/^WAVPACK/, 'wavpack'], [/^TTA/, 'tta'], [/^MPC/, 'musepack'],
]
const losslessCodecs = new Set<Codec>(['flac', 'pcm', 'alac', 'wavpack', 'tta'])

interface LibraryPicture {
  name?: string
  description?: string
  data: Uint8Array
}

async function parse({ source }: FileReading): Promise<IAudioMetadata> {
  try {
    return await parseFromTokenizer(new LibraryTokenizer(source, 'audio/matroska'), { duration: false, skipPostHeaders: true })
  } catch (error) {
    if (error instanceof ReadFailure) throw error
    throw new ReadFailure('unreadable', 'The file is damaged: the part that describes its sound cannot be read.', error)
  }
}

export async function readMatroska(reading: FileReading): Promise<AudioFormat> {
  const { format, native } = await parse(reading)
  const block = createBlock('matroska')
  let segmentTitle = ''
  for (const { id, value } of native.matroska ?? []) {
    if (id === 'picture') addPicture(reading, value)
    else if (id === 'segment:title') segmentTitle = typeof value === 'string' ? value : ''
    else if (typeof value === 'string') addMatroskaTag(block, id, value)
  }
  if (!block.values.has('TITLE')) addValue(block, 'TITLE', segmentTitle)
  reading.blocks.push(block)
  const track = format.trackInfo.find((each) => each.type === TrackType.audio)
  if (!track) throw new ReadFailure('not-audio', format.hasVideo ? 'This is a video without sound.' : 'No audio was found in this file.')
  const name = (track.codecId ?? '').replace(/^A_/, '')
  const codec = matroskaCodecs.find(([pattern]) => pattern.test(name))?.[1]
  if (!codec) throw new ReadFailure('unsupported', `Audio of the kind "${name}" is not supported.`)
  const container: Container = format.container?.includes('webm') ? 'webm' : 'matroska'
  const isLossless = losslessCodecs.has(codec)
  const seconds = format.duration ?? lastClusterSeconds(reading)
  return {
    ...emptyFormat(container, codec, isLossless),
    durationMs: seconds === undefined ? null : toMs(seconds),
    sampleRate: codec === 'opus' ? 48000 : (track.audio?.samplingFrequency ?? null),
    channels: track.audio?.channels ?? null,
    bitsPerSample: isLossless ? (track.audio?.bitDepth ?? null) : null,
    bitrate: format.hasVideo || seconds === undefined ? null : rateOf(reading.source.size, seconds),
  }
}

function addMatroskaTag(block: TagBlock, id: string, value: string): void {
  const colon = id.indexOf(':')
  const target = id.slice(0, colon)
  const name = canonicalKey(id.slice(colon + 1))
  if (target === 'album') addValue(block, albumKeys[name] ?? name, value)
  else if (target === 'edition' || target === 'part') {
    if (name === 'PARTNUMBER') addValue(block, 'DISCNUMBER', value)
    else if (name === 'TOTALPARTS') addValue(block, target === 'part' ? 'TRACKTOTAL' : 'DISCTOTAL', value)
    else if (name === 'TITLE') addValue(block, 'DISCSUBTITLE', value)
  } else if (target === 'track') addValue(block, trackKeys[name] ?? name, value)
}

function isPicture(value: unknown): value is LibraryPicture {
  return typeof value === 'object' && value !== null && 'data' in value && value.data instanceof Uint8Array
}

function addPicture(reading: FileReading, value: unknown): void {
  if (!isPicture(value)) return
  const data = Buffer.from(value.data.buffer, value.data.byteOffset, value.data.byteLength)
  const mime = sniffImage(data)
  if (!mime) return
  const name = `${value.name ?? ''} ${value.description ?? ''}`.toLowerCase()
  const kind = /front|cover\b/.test(name) ? pictureKind(3) : /back/.test(name) ? pictureKind(4) : 'other'
  reading.covers.push({ kind, mime, description: value.description ?? '', size: data.length, offset: null, data: reading.wantsCovers ? data : null })
}
