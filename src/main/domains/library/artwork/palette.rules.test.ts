import { expect, test } from 'vitest'
import { paletteSchema } from '#shared/contract/catalogue.contract.ts'
import { artColours } from '#shared/model/art-colours.ts'
import { paletteOf } from './palette.rules.ts'

type Area = [pixels: number, ...channels: number[]]

function raster(...areas: Area[]) {
  return { data: Uint8Array.from(areas.flatMap(([pixels, ...channels]) => Array.from({ length: pixels }, () => channels).flat())), channels: areas[0] ? areas[0].length - 1 : 3 }
}

test('the main colours stand by area, the accent is the strongest, the average is of all', () => {
  const palette = paletteOf(raster([600, 20, 20, 24], [300, 230, 225, 215], [100, 200, 30, 40]))
  expect(palette).toEqual({ accent: '#c81e28', colours: ['#141418', '#e6e1d7', '#c81e28'], average: '#655353' })
  expect(paletteSchema.parse(palette)).toEqual(palette)
})

test('a picture in grey has no accent', () => {
  expect(paletteOf(raster([500, 10, 10, 10], [300, 128, 126, 127], [200, 250, 250, 248])).accent).toBeNull()
  expect(paletteOf(raster([1000, 90])).accent).toBeNull()
})

test('black and white with a breath of colour in them are no accent', () => {
  expect(paletteOf(raster([900, 12, 2, 2], [100, 255, 254, 244])).accent).toBeNull()
})

test('a vivid title wins over a dull ground, a vivid speck does not', () => {
  expect(paletteOf(raster([950, 120, 105, 90], [50, 240, 80, 0])).accent).toBe('#f05000')
  expect(paletteOf(raster([9990, 150, 105, 70], [10, 240, 80, 0])).accent).toBe('#966946')
})

test('shades of one colour count as one, and there are never more than five', () => {
  const shades = Array.from({ length: 20 }, (_, index): Area => [50, 40 + index, 60 + index, 120 + index])
  expect(paletteOf(raster(...shades)).colours).toHaveLength(1)
  const many = Array.from({ length: 12 }, (_, index): Area => [50, (index * 97) % 256, (index * 53) % 256, (index * 151) % 256])
  expect(paletteOf(raster(...many)).colours).toHaveLength(5)
})

test('what cannot be seen does not count', () => {
  expect(paletteOf(raster([900, 0, 255, 0, 0], [100, 30, 40, 200, 255]))).toEqual({ accent: '#1e28c8', colours: ['#1e28c8'], average: '#1e28c8' })
  expect(paletteOf(raster([100, 0, 255, 0, 0]))).toEqual({ accent: null, colours: [], average: '#000000' })
})

test('every palette gives a page readable colours', () => {
  for (const palette of [paletteOf(raster([10, 255, 255, 0])), paletteOf(raster([10, 0, 0, 0])), paletteOf(raster([10, 0, 255, 0, 0]))]) {
    for (const theme of ['walnut', 'paper'] as const) expect(artColours(palette, theme).art).toMatch(/^#[0-9a-f]{6}$/)
  }
})
