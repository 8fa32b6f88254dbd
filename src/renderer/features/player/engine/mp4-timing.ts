/**
 * Where the music lies inside the AAC frames of an MP4 file, in samples. Chromium cuts by the edit list, whose
 * length many encoders round to a millisecond, and drops a whole frame when there is only iTunSMPB. So both are
 * hidden from it, in our copy of the bytes, and the cut is made by us, to the sample.
 */
export interface Mp4Timing {
  readonly timescale: number
  readonly startFrame: number
  readonly frames: number
  /** Offsets of the four-letter names to blank so that the decoder does not cut too. */
  readonly nameOffsets: readonly number[]
}

interface Box {
  readonly type: string
  readonly start: number
  readonly body: number
  readonly end: number
}

const metaVersionBytes = 4
const blank = [0x66, 0x72, 0x65, 0x65] // "free": a box to be skipped

function textAt(view: DataView, from: number, to: number): string {
  let text = ''
  for (let offset = from; offset < to; offset += 1) text += String.fromCharCode(view.getUint8(offset))
  return text
}

/** Stops at the first box that does not fit, which is how a file cut short or damaged ends. */
function boxesIn(view: DataView, from: number, to: number): Box[] {
  const boxes: Box[] = []
  let start = from
  while (start + 8 <= to) {
    const size32 = view.getUint32(start)
    const isLarge = size32 === 1 && start + 16 <= to
    const size = isLarge ? Number(view.getBigUint64(start + 8)) : size32 === 0 ? to - start : size32
    const body = start + (isLarge ? 16 : 8)
    const end = start + size
    if (end < body || end > to) break
    boxes.push({ type: textAt(view, start + 4, start + 8), start, body, end })
    start = end
  }
  return boxes
}

function children(view: DataView, parent: Box | undefined, skip = 0): Box[] {
  return parent ? boxesIn(view, parent.body + skip, parent.end) : []
}

function child(view: DataView, parent: Box | undefined, type: string, skip = 0): Box | undefined {
  return children(view, parent, skip).find((box) => box.type === type)
}

/** `mvhd` and `mdhd` begin alike: version, two dates, timescale, duration. */
function readHeader(view: DataView, box: Box): { timescale: number; duration: number } {
  return view.getUint8(box.body) === 1
    ? { timescale: view.getUint32(box.body + 20), duration: Number(view.getBigUint64(box.body + 24)) }
    : { timescale: view.getUint32(box.body + 12), duration: view.getUint32(box.body + 16) }
}

/** Only the plain case, one edit that skips the encoder's priming; anything richer is left to the decoder. */
function readEdit(view: DataView, list: Box): { duration: number; mediaTime: number } | null {
  if (view.getUint32(list.body + 4) !== 1) return null
  const edit =
    view.getUint8(list.body) === 1
      ? { duration: Number(view.getBigUint64(list.body + 8)), mediaTime: Number(view.getBigInt64(list.body + 16)) }
      : { duration: view.getUint32(list.body + 8), mediaTime: view.getInt32(list.body + 12) }
  return edit.mediaTime >= 0 ? edit : null
}

/** iTunes writes ` 00000000 <delay> <padding> <length> …` in hexadecimal. */
function readItunesNote(view: DataView, moov: Box): { offset: number; startFrame: number; frames: number } | null {
  const list = child(view, child(view, child(view, moov, 'udta'), 'meta'), 'ilst', metaVersionBytes)
  for (const item of children(view, list)) {
    const name = child(view, item, 'name')
    const data = child(view, item, 'data')
    if (item.type !== '----' || !name || !data || textAt(view, name.body + 4, name.end) !== 'iTunSMPB') continue
    const [, delay, , length] = textAt(view, data.body + 8, data.end).trim().split(/\s+/).map((field) => Number.parseInt(field, 16))
    const isMeant = delay !== undefined && delay >= 0 && length !== undefined && length > 0
    return isMeant ? { offset: name.body + 4, startFrame: delay, frames: length } : null
  }
  return null
}

/** An edit's length is counted in the movie's timescale; within its rounding the media's own length is the exact one. */
function editedFrames(edit: { duration: number; mediaTime: number }, media: { timescale: number; duration: number }, movieTimescale: number): number {
  const rest = media.duration - edit.mediaTime
  const unit = media.timescale / movieTimescale
  const frames = edit.duration * unit
  return Math.abs(frames - rest) <= unit ? rest : Math.min(Math.round(frames), rest)
}

/** Null when the bytes are no whole MP4 header, or say nothing about priming and padding. */
export function readMp4Timing(bytes: Uint8Array): Mp4Timing | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const moov = boxesIn(view, 0, bytes.byteLength).find((box) => box.type === 'moov')
    const track = children(view, moov).find((box) => box.type === 'trak' && isSound(view, box))
    const movieHeader = child(view, moov, 'mvhd')
    const mediaHeader = child(view, child(view, track, 'mdia'), 'mdhd')
    if (!moov || !track || !movieHeader || !mediaHeader) return null

    const media = readHeader(view, mediaHeader)
    const edits = child(view, track, 'edts')
    const editList = child(view, edits, 'elst')
    const edit = editList ? readEdit(view, editList) : null
    if (edits && !edit) return null
    const note = readItunesNote(view, moov)
    const nameOffsets = [...(edits ? [edits.start + 4] : []), ...(note ? [note.offset] : [])]
    if (note) return { timescale: media.timescale, startFrame: note.startFrame, frames: note.frames, nameOffsets }
    if (!edit) return null
    const frames = editedFrames(edit, media, readHeader(view, movieHeader).timescale)
    return frames > 0 ? { timescale: media.timescale, startFrame: edit.mediaTime, frames, nameOffsets } : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function isSound(view: DataView, track: Box): boolean {
  const handler = child(view, child(view, track, 'mdia'), 'hdlr')
  return handler !== undefined && textAt(view, handler.body + 8, handler.body + 12) === 'soun'
}

export function hideMp4Timing(bytes: Uint8Array, timing: Mp4Timing): void {
  for (const offset of timing.nameOffsets) bytes.set(blank, offset)
}
