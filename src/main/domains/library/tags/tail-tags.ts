// Tags that stand behind the audio: ID3v1, Lyrics3, APE, ID3v2 with a footer, in any order. They are peeled off from the end.
import { apeFooterLength, findApeTag, readApeTag, type ApeTag } from './apev2.ts'
import { id3v1Length, parseId3v1 } from './id3v1.ts'
import { findId3v2, readId3v2, synchsafe } from './id3v2.ts'
import type { FileReading, TagBlock } from './tag-block.ts'

const tailPeek = 512

/** Reads what stands at the end and returns where the audio ends. Stronger tags are put before weaker ones. */
export function readTailTags(reading: FileReading, audioStart: number): number {
  const { source } = reading
  let end = source.size
  const apes: ApeTag[] = []
  const id3v2s: number[] = []
  let id3v1: TagBlock | undefined
  for (let turn = 0; turn < 8; turn++) {
    const peekLength = Math.min(tailPeek, end - audioStart)
    if (peekLength < apeFooterLength) break
    const tail = source.view(end - peekLength, peekLength, peekLength)
    const marker = (fromEnd: number, length: number): string => (fromEnd <= peekLength ? tail.toString('latin1', peekLength - fromEnd, peekLength - fromEnd + length) : '')
    if (marker(id3v1Length, 3) === 'TAG' && marker(id3v1Length + 3, 8) !== 'APETAGEX') {
      id3v1 ??= parseId3v1(tail.subarray(peekLength - id3v1Length))
      end -= id3v1Length
      // The "enhanced" tag of 227 bytes before it.
      if (marker(id3v1Length + 227, 4) === 'TAG+') end -= 227
    } else if (marker(9, 9) === 'LYRICS200') {
      const size = Number(marker(15, 6))
      if (!Number.isInteger(size) || size + 15 > end - audioStart) break
      end -= size + 15
    } else if (marker(apeFooterLength, 8) === 'APETAGEX') {
      const ape = findApeTag(source, end)
      if (!ape || ape.start < audioStart) break
      apes.push(ape)
      end = ape.start
    } else if (marker(10, 3) === '3DI') {
      const start = end - 20 - synchsafe(tail, peekLength - 4)
      if (start < audioStart || !findId3v2(source, start)) break
      id3v2s.push(start)
      end = start
    } else break
  }
  for (const start of id3v2s) {
    const header = findId3v2(source, start)
    if (header) readId3v2(reading, source, start, header, true)
  }
  for (const ape of apes) readApeTag(reading, source, ape)
  if (id3v1) reading.blocks.push(id3v1)
  return end
}
