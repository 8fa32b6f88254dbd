// Tags and attached pictures of Matroska. The target of a tag tells whether a name belongs to the track, the album or the collection.
import type { ByteSource } from './byte-source.ts'
import { elementsIn, textOf, uintOf, type Element } from './ebml.ts'
import { sniffImage } from './pictures.ts'
import { addCover, addValue, canonicalKey, type FileReading, type TagBlock } from './tag-block.ts'

const ids = { tag: 0x7373, targets: 0x63c0, targetLevel: 0x68ca, targetTrack: 0x63c5, simpleTag: 0x67c8, name: 0x45a3, text: 0x4487, attachedFile: 0x61a7, fileName: 0x466e, fileData: 0x465c, description: 0x467e }

const albumKeys: Record<string, string> = { TITLE: 'ALBUM', ARTIST: 'ALBUMARTIST', ARTISTSORT: 'ALBUMARTISTSORT', TITLESORT: 'ALBUMSORT', PARTNUMBER: 'DISCNUMBER', TOTALPARTS: 'TRACKTOTAL', DATERELEASED: 'DATE', DATERECORDED: 'ORIGINALDATE' }
const trackKeys: Record<string, string> = { PARTNUMBER: 'TRACKNUMBER', DATERELEASED: 'DATE', DATERECORDED: 'DATE', PUBLISHER: 'LABEL', INITIALKEY: 'KEY', ORIGINALMEDIATYPE: 'MEDIA' }
const discKeys: Record<string, string> = { PARTNUMBER: 'DISCNUMBER', TOTALPARTS: 'DISCTOTAL', TITLE: 'DISCSUBTITLE' }

/** 30 a track, 40 a disc or side, 50 an album, 60 and 70 what is larger. Without a level writers mean the track. */
function keysAt(level: number): Record<string, string> | undefined {
  if (level <= 30) return trackKeys
  if (level === 40) return discKeys
  return level === 50 ? albumKeys : undefined
}

/** `trackUid` is the chosen track's; tags of other tracks are left out. */
export function readMatroskaTags(source: ByteSource, block: TagBlock, tags: Element, trackUid: number): void {
  for (const tag of elementsIn(source, tags.at, tags.end)) {
    if (tag.id !== ids.tag) continue
    let level = 0
    let isForeign = false
    for (const part of elementsIn(source, tag.at, tag.end)) {
      if (part.id === ids.targets) {
        for (const target of elementsIn(source, part.at, part.end)) {
          if (target.id === ids.targetLevel) level = uintOf(source, target)
          else if (target.id === ids.targetTrack) isForeign ||= ![0, trackUid].includes(uintOf(source, target))
        }
      } else if (part.id === ids.simpleTag && !isForeign) readSimpleTag(source, block, part, level)
    }
  }
}

function readSimpleTag(source: ByteSource, block: TagBlock, simple: Element, level: number): void {
  let name = ''
  let text = ''
  for (const part of elementsIn(source, simple.at, simple.end)) {
    if (part.id === ids.name) name = canonicalKey(textOf(source, part))
    else if (part.id === ids.text) text = textOf(source, part)
  }
  const keys = keysAt(level)
  if (!keys || (level === 40 && !(name in keys))) return
  addValue(block, keys[name] ?? name, text)
}

export function readAttachments(reading: FileReading, attachments: Element): void {
  const { source } = reading
  for (const file of elementsIn(source, attachments.at, attachments.end)) {
    if (file.id !== ids.attachedFile) continue
    let name = ''
    let description = ''
    let data: Element | undefined
    for (const part of elementsIn(source, file.at, file.end)) {
      if (part.id === ids.fileName) name = textOf(source, part)
      else if (part.id === ids.description) description = textOf(source, part)
      else if (part.id === ids.fileData) data = part
    }
    if (!data || data.end - data.at < 16) continue
    const mime = sniffImage(source.view(data.at, 12, 4096))
    if (!mime) continue
    // cover.jpg, cover_land.jpg and small_cover.jpg are the names the format prescribes.
    const text = `${name} ${description}`.toLowerCase()
    const kind = /back/.test(text) ? 'back' : /cover|front/.test(text) ? 'front' : 'other'
    const size = data.end - data.at
    addCover(reading, { kind, mime, description, size, offset: data.at, data: reading.wantsCovers ? source.copy(data.at, size) : null })
  }
}
