import { describe, expect, test } from 'vitest'
import { createFormatters } from './format.ts'

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')
const at = Date.UTC(2026, 10, 19, 15, 9)

describe('in English', () => {
  const format = createFormatters('en', 'en-GB', 'Europe/Paris')

  test('a length is written as a clock', () => {
    expect([0, 59_999, 242_000, 3_723_000].map(format.clock)).toEqual(['0:00', '0:59', '4:02', '1:02:03'])
  })

  test('a total keeps its two largest units', () => {
    expect([0, 33_000, 2_793_000, 7_440_000, 3_600_000, 270_000_000].map((ms) => plain(format.duration(ms)))).toEqual(['0 s', '33 s', '46 min 33 s', '2 h 4 min', '1 h', '3 d 3 h'])
  })

  test('sizes keep three figures', () => {
    expect([0, 512, 300_000, 1_310_000_000].map((bytes) => plain(format.bytes(bytes)))).toEqual(['0 kB', '0.512 kB', '300 kB', '1.31 GB'])
  })

  test('a recent day has a name, an old one only its year', () => {
    const days = [0, 1, 17, 800].map((ago) => at - ago * 86_400_000)
    expect(days.map((day) => format.shortDay(day, at))).toEqual(['Today', 'Yesterday', '2 Nov', '2024'])
  })

  test('yesterday evening is yesterday even when it is a few hours ago', () => {
    const lateYesterday = Date.UTC(2026, 10, 18, 22, 30)
    expect(format.shortDay(lateYesterday, Date.UTC(2026, 10, 19, 1, 0))).toBe('Yesterday')
  })

  test('times are in the zone of the listener', () => {
    expect(format.time(at)).toBe('16:09')
  })
})

test('in French', () => {
  const format = createFormatters('fr', 'fr-FR', 'Europe/Paris')
  expect(plain(format.number(250_114))).toBe('250 114')
  expect(plain(format.duration(270_000_000))).toBe('3 j 3 h')
  expect(plain(format.bytes(1_310_000_000))).toBe('1,31 Go')
  expect(format.shortDay(at, at)).toBe('Aujourd’hui')
})
