import { array, assert, nat, property, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { hideMp4Timing, readMp4Timing } from './mp4-timing.ts'

type Part = Uint8Array | number[] | string

function bytesOf(part: Part): Uint8Array {
  return typeof part === 'string' ? Uint8Array.from(part, (letter) => letter.charCodeAt(0)) : Uint8Array.from(part)
}

const uint32 = (value: number): number[] => [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]

function box(type: string, ...parts: Part[]): Uint8Array {
  const body = parts.flatMap((part) => [...bytesOf(part)])
  return Uint8Array.from([...uint32(body.length + 8), ...bytesOf(type), ...body])
}

const version = [0, 0, 0, 0]
const header = (type: string, timescale: number, duration: number): Uint8Array => box(type, version, uint32(0), uint32(0), uint32(timescale), uint32(duration))
const edit = (duration: number, mediaTime: number): Uint8Array =>
  box('edts', box('elst', version, uint32(1), uint32(duration), uint32(mediaTime), uint32(0x10000)))
const note = (text: string): Uint8Array =>
  box('udta', box('meta', version, box('ilst', box('----', box('mean', version, 'com.apple.iTunes'), box('name', version, 'iTunSMPB'), box('data', version, version, text)))))

interface Made {
  readonly edts?: Uint8Array
  readonly udta?: Uint8Array
  readonly handler?: string
}

function file({ edts, udta, handler = 'soun' }: Made): Uint8Array {
  const media = box('mdia', header('mdhd', 44_100, 177_567), box('hdlr', version, version, handler))
  const track = box('trak', edts ?? [], media)
  return Uint8Array.from([...box('ftyp', 'M4A '), ...box('mdat', [1, 2, 3]), ...box('moov', header('mvhd', 1000, 4003), track, udta ?? [])])
}

test('an edit list counted in milliseconds still gives the length to the sample', () => {
  expect(readMp4Timing(file({ edts: edit(4003, 1024) }))).toMatchObject({ timescale: 44_100, startFrame: 1024, frames: 176_543 })
})

test('an edit list that ends well before the media is believed', () => {
  expect(readMp4Timing(file({ edts: edit(2000, 1024) }))).toMatchObject({ startFrame: 1024, frames: 88_200 })
})

test('what iTunes noted is preferred to an edit list', () => {
  const text = ' 00000000 00000840 000001CA 000000000002B000 00000000'
  expect(readMp4Timing(file({ edts: edit(4003, 1024), udta: note(text) }))).toMatchObject({ startFrame: 2112, frames: 0x2b000 })
})

test('both are hidden from the decoder, and nothing else is touched', () => {
  const bytes = file({ edts: edit(4003, 1024), udta: note(' 00000000 00000840 000001CA 000000000002B000') })
  const before = Uint8Array.from(bytes)
  const timing = readMp4Timing(bytes)
  if (!timing) throw new Error('The file says where its music lies.')
  hideMp4Timing(bytes, timing)
  expect(bytes.filter((byte, index) => byte !== before[index])).toHaveLength(8)
  expect(readMp4Timing(bytes)).toBeNull()
})

test('a file that says nothing, says it in several edits, or has no sound is left to the decoder', () => {
  const twoEdits = box('edts', box('elst', version, uint32(2), uint32(1), uint32(0), uint32(0x10000), uint32(2), uint32(0), uint32(0x10000)))
  expect(readMp4Timing(file({}))).toBeNull()
  expect(readMp4Timing(file({ edts: twoEdits }))).toBeNull()
  expect(readMp4Timing(file({ edts: edit(4003, 0xffffffff) }))).toBeNull()
  expect(readMp4Timing(file({ edts: edit(4003, 1024), handler: 'vide' }))).toBeNull()
  expect(readMp4Timing(bytesOf('fLaC and so on'))).toBeNull()
})

test('a file cut off or scrambled anywhere never throws', () => {
  const whole = file({ edts: edit(4003, 1024), udta: note(' 00000000 00000840 000001CA 000000000002B000') })
  for (let length = 0; length < whole.length; length += 1) expect(() => readMp4Timing(whole.slice(0, length))).not.toThrow()
  assert(
    property(array(tuple(nat(whole.length - 1), nat(255)), { minLength: 1, maxLength: 6 }), (changes) => {
      const bytes = Uint8Array.from(whole)
      for (const [offset, value] of changes) bytes[offset] = value
      const timing = readMp4Timing(bytes)
      return timing === null || (timing.frames > 0 && timing.startFrame >= 0)
    })
  )
})
