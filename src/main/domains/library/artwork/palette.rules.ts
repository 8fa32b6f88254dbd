// Artwork: the colours of a picture, from a small raster of it.
import type { Palette } from '#shared/contract/catalogue.contract.ts'
import { greyChroma } from '#shared/model/art-colours.ts'
import { formatHex, toOklch } from '#shared/model/colour.ts'
import type { Rgb } from '#shared/model/colour.ts'

/** Pixels row by row, 8 bits a channel: grey, grey and alpha, RGB, or RGB and alpha. */
export type Raster = { data: Uint8Array; channels: number }

type Sum = { pixels: number; red: number; green: number; blue: number }
/** A colour and the share of the picture it covers, in OKLab, where distance is what the eye sees. */
type Patch = { share: number; rgb: Rgb; lightness: number; chroma: number; a: number; b: number }

const mostColours = 5
/** Closer colours are one to the eye. */
const nearness = 0.09
/** Smaller patches are edges and noise. */
const leastShare = 0.01
const leastAccentShare = 0.004
/** Outside, a colour is black or white whatever its hue. */
const accentLightness = { least: 0.16, most: 0.97 }
/** How much area counts beside strength: a vivid title may beat a dull ground, a vivid dot may not. */
const areaWeight = 0.2

/** The colours a cover lends to its page: the main ones by area, the strongest that is not near grey, and the average. */
export function paletteOf({ data, channels }: Raster): Palette {
  const bins = new Map<number, Sum>()
  const all: Sum = { pixels: 0, red: 0, green: 0, blue: 0 }
  const hasColour = channels >= 3
  const hasAlpha = channels === 2 || channels === 4
  for (let at = 0; at + channels <= data.length; at += channels) {
    if (hasAlpha && (data[at + channels - 1] as number) < 128) continue
    const red = data[at] as number
    const green = hasColour ? (data[at + 1] as number) : red
    const blue = hasColour ? (data[at + 2] as number) : red
    const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4)
    let bin = bins.get(key)
    if (!bin) bins.set(key, (bin = { pixels: 0, red: 0, green: 0, blue: 0 }))
    for (const sum of [bin, all]) {
      sum.pixels++
      sum.red += red
      sum.green += green
      sum.blue += blue
    }
  }
  const patches = joinNear([...bins.values()].map((bin) => patchOf(bin, all.pixels)))
  const [main] = patches
  return {
    accent: accentOf(patches),
    colours: patches.filter((patch) => patch === main || patch.share >= leastShare).slice(0, mostColours).map(({ rgb }) => formatHex(rgb)),
    average: formatHex(meanOf(all)),
  }
}

/** A picture without a single opaque pixel counts as black. */
function meanOf({ pixels, red, green, blue }: Sum): Rgb {
  const whole = Math.max(1, pixels) * 255
  return [red / whole, green / whole, blue / whole]
}

function patchOf(sum: Sum, pixels: number): Patch {
  return seen(meanOf(sum), sum.pixels / pixels)
}

function seen(rgb: Rgb, share: number): Patch {
  const { lightness, chroma, hue } = toOklch(rgb)
  return { share, rgb, lightness, chroma, a: chroma * Math.cos(hue), b: chroma * Math.sin(hue) }
}

/** Largest first, each with all that is near it. */
function joinNear(patches: Patch[]): Patch[] {
  const joined: Patch[] = []
  for (const patch of patches.sort((one, other) => other.share - one.share)) {
    const at = joined.findIndex((each) => Math.hypot(each.lightness - patch.lightness, each.a - patch.a, each.b - patch.b) < nearness)
    const near = joined[at]
    if (near) joined[at] = mixed(near, patch)
    else joined.push(patch)
  }
  return joined.sort((one, other) => other.share - one.share)
}

function mixed(one: Patch, other: Patch): Patch {
  const share = one.share + other.share
  const mix = (channel: 0 | 1 | 2): number => (one.rgb[channel] * one.share + other.rgb[channel] * other.share) / share
  return seen([mix(0), mix(1), mix(2)], share)
}

function accentOf(patches: readonly Patch[]): string | null {
  const strength = ({ chroma, share }: Patch): number => chroma * share ** areaWeight
  const vivid = patches.filter(({ chroma, share, lightness }) => chroma >= greyChroma && share >= leastAccentShare && lightness >= accentLightness.least && lightness <= accentLightness.most)
  const [strongest] = vivid.sort((one, other) => strength(other) - strength(one))
  return strongest ? formatHex(strongest.rgb) : null
}
