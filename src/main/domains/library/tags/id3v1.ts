// ID3v1 and 1.1: 128 bytes at the end, thirty characters to a field, no encoding.
import { genreByNumber } from './id3-genres.ts'
import { addValue, createBlock, type TagBlock } from './tag-block.ts'

export const id3v1Length = 128

export function parseId3v1(tag: Buffer): TagBlock {
  const block = createBlock('id3v1')
  const field = (key: string, start: number, length: number): void => {
    const bytes = tag.subarray(start, start + length)
    const zero = bytes.indexOf(0)
    addValue(block, key, bytes.subarray(0, zero < 0 ? length : zero).toString('latin1'), true)
  }
  field('TITLE', 3, 30)
  field('ARTIST', 33, 30)
  field('ALBUM', 63, 30)
  field('DATE', 93, 4)
  const isVersion11 = tag[125] === 0 && tag[126] !== 0
  field('COMMENT', 97, isVersion11 ? 28 : 30)
  if (isVersion11) addValue(block, 'TRACKNUMBER', String(tag[126]))
  const genre = genreByNumber(tag[127] ?? 255)
  if (genre) addValue(block, 'GENRE', genre)
  return block
}
