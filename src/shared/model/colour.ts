/**
 * Colour arithmetic: sRGB, OKLCH (Björn Ottosson, https://bottosson.github.io/posts/oklab/) and WCAG 2 contrast.
 * Channels of sRGB run from 0 to 1; OKLCH is lightness 0..1, chroma 0..about 0.32, hue in radians.
 */

/** An sRGB colour, each channel 0..1. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** A colour in OKLCH: lightness 0..1, chroma from 0, hue in radians. */
export type Oklch = { readonly lightness: number; readonly chroma: number; readonly hue: number }

const toLinear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
const fromLinear = (channel: number): number => (channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055)
const clamp = (channel: number): number => Math.min(1, Math.max(0, channel))

/** Reads `#rrggbb`; undefined for anything else. */
export function parseHex(hex: string): Rgb | undefined {
  const digits = /^#([0-9a-f]{6})$/i.exec(hex)?.[1]
  if (!digits) return undefined
  const value = Number.parseInt(digits, 16)
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255]
}

/** Writes `#rrggbb`, channels clamped. */
export function formatHex(rgb: Rgb): string {
  return `#${rgb.map((channel) => Math.round(clamp(channel) * 255).toString(16).padStart(2, '0')).join('')}`
}

/** WCAG 2 relative luminance, 0 (black) to 1 (white). */
export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue)
}

/** WCAG 2 contrast ratio, 1 to 21, whichever is the lighter. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** What is seen when `over` is painted on `under` at `opacity` (0..1), as a browser composites it. */
export function composite(over: Rgb, under: Rgb, opacity: number): Rgb {
  const mix = (a: number, b: number): number => a * opacity + b * (1 - opacity)
  return [mix(over[0], under[0]), mix(over[1], under[1]), mix(over[2], under[2])]
}

/** sRGB to OKLCH. */
export function toOklch(rgb: Rgb): Oklch {
  const [red, green, blue] = [toLinear(rgb[0]), toLinear(rgb[1]), toLinear(rgb[2])]
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return { lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, chroma: Math.hypot(a, b), hue: Math.atan2(b, a) }
}

/** OKLCH to sRGB; chroma is lowered until the colour exists in sRGB, lightness and hue stay. */
export function fromOklch(colour: Oklch): Rgb {
  let low = 0
  let high = colour.chroma
  let best = unclamped({ ...colour, chroma: 0 })
  for (let step = 0; step < 12; step++) {
    const chroma = step === 0 ? high : (low + high) / 2
    const rgb = unclamped({ ...colour, chroma })
    if (rgb.every((channel) => channel >= -0.0005 && channel <= 1.0005)) {
      best = rgb
      low = chroma
      if (step === 0) break
    } else {
      high = chroma
    }
  }
  return [clamp(best[0]), clamp(best[1]), clamp(best[2])]
}

function unclamped({ lightness, chroma, hue }: Oklch): Rgb {
  const a = chroma * Math.cos(hue)
  const b = chroma * Math.sin(hue)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}
