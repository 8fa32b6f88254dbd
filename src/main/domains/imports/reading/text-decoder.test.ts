import { expect, test } from 'vitest'
import { openTextDecoding } from './text-decoder.ts'

const text = 'artist,title\nBjörk,Jóga – “live”\n伊吹,🎵\n'

function decodeIn(bytes: Buffer, size: number): string {
  const decoding = openTextDecoding()
  let decoded = ''
  for (let from = 0; from < bytes.length; from += size) decoded += decoding.push(bytes.subarray(from, from + size))
  return decoded + decoding.end()
}

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16()
const utf16 = Buffer.from(text, 'utf16le')

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
  ['UTF-16, the other way round', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped(utf16)])],
])('%s is read however it comes in pieces', (_name, bytes) => {
  for (const size of [1, 2, 3, 5, 7, 1000]) expect(decodeIn(bytes, size)).toBe(text)
})

test('UTF-16 without a mark is known by its zeros', () => {
  const plain = 'uts,utc_time,artist,artist_mbid,album\n'
  expect(decodeIn(Buffer.from(plain, 'utf16le'), 1000)).toBe(plain)
  expect(decodeIn(swapped(Buffer.from(plain, 'utf16le')), 1000)).toBe(plain)
})

test('what is not UTF-8 is Latin-1 as Windows has it, also when that shows late', () => {
  const late = `${'a'.repeat(200)}Sigur R\u00f3s \u0093x\u0094`
  for (const size of [7, 64, 1000]) expect(decodeIn(Buffer.from(late, 'latin1'), size)).toBe(late.replace('\u0093', '“').replace('\u0094', '”'))
})

test('a damaged place in UTF-8 does not turn the rest into something else', () => {
  const damaged = Buffer.concat([Buffer.from('Björk, Jóga\n'), Buffer.from([0xff]), Buffer.from('Sigur Rós\n')])
  for (const size of [4, 1000]) expect(decodeIn(damaged, size)).toBe('Björk, Jóga\n\uFFFDSigur Rós\n')
})

test('a character that is cut off at the end is marked', () => {
  const bytes = Buffer.from('Björk, Jö')
  expect(decodeIn(bytes.subarray(0, bytes.length - 1), 4)).toBe('Björk, J\uFFFD')
})
