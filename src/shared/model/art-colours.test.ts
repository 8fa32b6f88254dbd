import { readFileSync } from 'node:fs'
import { array, assert, integer, option, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { artColours, artGrounds, type ArtPalette, type ThemeName } from './art-colours.ts'
import { composite, contrast, formatHex, fromOklch, parseHex, type Rgb, toOklch } from './colour.ts'

const themes: ThemeName[] = ['walnut', 'paper']
const rgb = (hex: string): Rgb => {
  const parsed = parseHex(hex)
  if (!parsed) throw new Error(`not a colour: ${hex}`)
  return parsed
}
const hueOf = (hex: string): number => toOklch(rgb(hex)).hue
const turn = (a: number, b: number): number => Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)))

const colourOf = integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
const paletteOf = record({ accent: option(colourOf), colours: array(colourOf, { maxLength: 6 }), average: colourOf })

describe.each(themes)('colours from art on %s', (theme) => {
  const ground = artGrounds[theme]

  test('any cover gives an accent that reads on the surface, and text that reads on the accent', () => {
    assert(property(paletteOf, (palette) => {
      const colours = artColours(palette, theme)
      expect(contrast(rgb(colours.art), ground.surface)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(rgb(colours.artOn), rgb(colours.art))).toBeGreaterThanOrEqual(4.5)
    }))
  })

  test('any cover gives a backdrop on which the accent and secondary text still read', () => {
    assert(property(paletteOf, (palette) => {
      const { art, backdrop } = artColours(palette, theme)
      for (const hex of [...palette.colours, palette.average]) {
        const seen = composite(rgb(hex), ground.bg, backdrop * 0.66)
        expect(contrast(ground.text2, seen)).toBeGreaterThanOrEqual(4.49)
        expect(contrast(rgb(art), seen)).toBeGreaterThanOrEqual(4.49)
      }
    }))
  })

  test('a black and white cover gets copper, and so does one whose accent is nearly grey', () => {
    const grey: ArtPalette = { accent: null, colours: ['#101010', '#d0d0ce'], average: '#606060' }
    expect(artColours(grey, theme).art).toBe(ground.copper.art)
    expect(artColours({ ...grey, accent: '#73706e' }, theme).art).toBe(ground.copper.art)
  })

  test('no cover gets copper at full strength', () => {
    expect(artColours(null, theme)).toEqual(ground.copper)
  })

  test('a palette that cannot be read is no palette', () => {
    expect(artColours({ accent: 'teal', colours: ['url(x)'], average: '' }, theme)).toEqual(ground.copper)
  })

  test('the accent keeps the hue of the strongest colour', () => {
    const sea: ArtPalette = { accent: '#1d5f60', colours: ['#0f3a43', '#1d5f60', '#f8b98c'], average: '#3a5c5c' }
    expect(turn(hueOf(artColours(sea, theme).art), hueOf('#1d5f60'))).toBeLessThan(0.12)
  })

  test('the numbers are those of the theme', () => {
    const css = readFileSync('src/renderer/app/theme/tokens.css', 'utf8')
    const block = css.slice(css.indexOf(`[data-theme='${theme}']`))
    const raw = (name: string): string => new RegExp(`--${name}:\\s*([^;]+);`).exec(css)?.[1] ?? ''
    const token = (name: string): string => {
      const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(block)?.[1] ?? ''
      const step = /var\(--(.+)\)/.exec(value)?.[1]
      return step ? raw(step) : value
    }
    expect({ surface: token('surface'), bg: token('bg'), text2: token('text-2'), accent: token('accent'), on: token('on-accent'), tint: token('art-bg') }).toEqual({
      surface: formatHex(ground.surface), bg: formatHex(ground.bg), text2: formatHex(ground.text2),
      accent: ground.copper.art, on: ground.copper.artOn, tint: ground.copper.artBg,
    })
    expect(Number(token('backdrop'))).toBe(ground.backdrop)
    expect(Number.parseInt(token('art-mix'), 10) / 100).toBe(ground.tintShare)
  })
})

test('a colour survives the way to OKLCH and back', () => {
  assert(property(colourOf, (hex) => {
    expect(formatHex(fromOklch(toOklch(rgb(hex))))).toBe(hex)
  }))
})

test('black on white is 21 to 1', () => {
  expect(contrast(rgb('#000000'), rgb('#ffffff'))).toBeCloseTo(21, 5)
})
