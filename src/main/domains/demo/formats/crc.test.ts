import { expect, test } from 'vitest'
import { crc16, crc8, oggCrc } from './crc.ts'

const digits = Buffer.from('123456789')

test('The checksums give the published check values', () => {
  expect(crc8(digits, 0, 9)).toBe(0xf4)
  expect(crc16(digits, 0, 9)).toBe(0xfee8)
  expect(oggCrc(digits, 0, 9)).toBe(0x89a1897f)
})
