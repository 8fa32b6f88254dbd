import { composite, contrast, formatHex, fromOklch, type Oklch, parseHex, type Rgb, toOklch } from './colour.ts'

/** The colours of a picture, `#rrggbb`: the strongest that is not near grey if there is one, the main ones by area, the average. */
export type ArtPalette = { readonly accent: string | null; readonly colours: readonly string[]; readonly average: string }

/** The two themes: dark walnut and light paper. */
export type ThemeName = 'walnut' | 'paper'

/**
 * What a cover lends to the page around it.
 * - `art` accent for links, bars and the primary button: at least 4.5:1 on the surface and on the backdrop
 * - `artOn` text on `art`: at least 4.5:1
 * - `artBg` the tint behind now playing, dark or light enough for the theme's secondary text
 * - `backdrop` strength of the blurred cover, 0..1, lowered for covers so light (or dark) that text would drown
 */
export type ArtColours = { readonly art: string; readonly artOn: string; readonly artBg: string; readonly backdrop: number }

/** Contrast that WCAG AA asks of text. */
const enough = 4.5
/** Below this chroma a colour reads as grey and has no hue worth keeping. */
export const greyChroma = 0.04
/** Part of the blurred cover that the page colour over it leaves visible where it is thinnest. */
const veil = 0.66

type Ground = {
  readonly surface: Rgb
  readonly bg: Rgb
  readonly text2: Rgb
  readonly copper: ArtColours
  readonly backdrop: number
  readonly tintShare: number
  /** Step in lightness that leads away from the ground. */
  readonly away: number
  /** An accent darker than this no longer shows its hue. */
  readonly darkest: number
}

const hex = (value: string): Rgb => parseHex(value) ?? [0, 0, 0]

/** The values of theme/tokens.css that the arithmetic needs; a test holds the two together. */
export const artGrounds: Readonly<Record<ThemeName, Ground>> = {
  walnut: {
    surface: hex('#1b1714'), bg: hex('#151110'), text2: hex('#bfb2a6'), backdrop: 0.5, tintShare: 0.78, away: 0.005, darkest: 0,
    copper: { art: '#e59b6d', artOn: '#1d120a', artBg: '#4a3123', backdrop: 0.5 },
  },
  paper: {
    surface: hex('#fffdf9'), bg: hex('#fbf7f0'), text2: hex('#514538'), backdrop: 0.3, tintShare: 0.3, away: -0.005, darkest: 0.4,
    copper: { art: '#914720', artOn: '#fffaf4', artBg: '#d9a883', backdrop: 0.3 },
  },
}

const darkText = hex('#10100e')
const lightText = hex('#fffaf4')

/**
 * The colours a cover gives its page. Pure: the same palette and theme give the same answer; no palette gives copper.
 * Keeps the hue of the strongest colour that is not near grey and moves its lightness until it can be read; copper when there is none.
 */
export function artColours(palette: ArtPalette | null, theme: ThemeName): ArtColours {
  const ground = artGrounds[theme]
  const lights = [...(palette?.colours ?? []), palette?.average ?? ''].map(parseHex).filter((colour) => colour !== undefined)
  const behind = (strength: number): Rgb[] => lights.map((colour) => composite(colour, ground.bg, strength * veil))
  const strength = strongestBackdrop(ground, (at) => behind(at).every((under) => contrast(ground.text2, under) >= enough))

  const accent = parseHex(palette?.accent ?? '')
  const strongest = accent && toOklch(accent).chroma >= greyChroma ? toOklch(accent) : undefined
  const art = strongest && moveUntil({ ...strongest, lightness: Math.max(strongest.lightness, ground.darkest) }, ground.away, (rgb) => {
    return [ground.surface, textOn(rgb), ...behind(strength)].every((other) => contrast(rgb, other) >= enough)
  })
  const tint = strongest && moveUntil(strongest, -ground.away, (rgb) => contrast(ground.text2, tinted(rgb, ground)) >= enough)
  if (art && tint) return { art: formatHex(art), artOn: formatHex(textOn(art)), artBg: formatHex(tint), backdrop: strength }

  const copper = hex(ground.copper.art)
  return { ...ground.copper, backdrop: strongestBackdrop(ground, (at) => behind(at).every((under) => contrast(ground.text2, under) >= enough && contrast(copper, under) >= enough)) }
}

const textOn = (rgb: Rgb): Rgb => (contrast(rgb, darkText) >= contrast(rgb, lightText) ? darkText : lightText)

/** The corner of a tinted card, where the tint is strongest. */
function tinted(tint: Rgb, ground: Ground): Rgb {
  return composite(tint, ground.surface, ground.tintShare)
}

/** The most backdrop, up to the theme's own, on which text keeps its contrast. */
function strongestBackdrop(ground: Ground, holds: (strength: number) => boolean): number {
  for (let percent = Math.round(ground.backdrop * 100); percent > 0; percent -= 2) {
    if (holds(percent / 100)) return percent / 100
  }
  return 0
}

function moveUntil(start: Oklch, step: number, holds: (rgb: Rgb) => boolean): Rgb | undefined {
  for (let lightness = start.lightness; lightness > 0 && lightness < 1; lightness += step) {
    // As it will be written, so that rounding cannot lose the contrast that was found.
    const rgb = hex(formatHex(fromOklch({ ...start, lightness })))
    if (holds(rgb)) return rgb
  }
  return undefined
}
