import type { Material } from './mixdown.ts'

/** What ReplayGain 2 needs to know about a piece: its K-weighted power (ITU-R BS.1770) and its highest sample. */
export type Loudness = { power: number; samples: number; peak: number }

type Biquad = { b0: number; b1: number; b2: number; a1: number; a2: number }

/** The two filters of BS.1770 for any sample rate: a shelf for the head, a high pass for the low end. */
function weighting(sampleRate: number): [Biquad, Biquad] {
  const shelfK = Math.tan((Math.PI * 1681.974450955533) / sampleRate)
  const shelfGain = 10 ** (3.999843853973347 / 20)
  const shelfSide = shelfGain ** 0.4996667741545416
  const shelfQ = 0.7071752369554196
  const shelfBase = 1 + shelfK / shelfQ + shelfK * shelfK
  const passK = Math.tan((Math.PI * 38.13547087602444) / sampleRate)
  const passQ = 0.5003270373238773
  const passBase = 1 + passK / passQ + passK * passK
  return [
    {
      b0: (shelfGain + (shelfSide * shelfK) / shelfQ + shelfK * shelfK) / shelfBase,
      b1: (2 * (shelfK * shelfK - shelfGain)) / shelfBase,
      b2: (shelfGain - (shelfSide * shelfK) / shelfQ + shelfK * shelfK) / shelfBase,
      a1: (2 * (shelfK * shelfK - 1)) / shelfBase,
      a2: (1 - shelfK / shelfQ + shelfK * shelfK) / shelfBase,
    },
    { b0: 1, b1: -2, b2: 1, a1: (2 * (passK * passK - 1)) / passBase, a2: (1 - passK / passQ + passK * passK) / passBase },
  ]
}

export function measurePieces({ samples, pieces, sampleRate }: Material): Loudness[] {
  const [shelf, pass] = weighting(sampleRate)
  return pieces.map(({ start, length }) => {
    let power = 0
    let peak = 0
    let s1 = 0
    let s2 = 0
    let p1 = 0
    let p2 = 0
    for (let at = start; at < start + length; at++) {
      const value = samples[at]!
      const size = Math.abs(value)
      if (size > peak) peak = size
      const shelved = shelf.b0 * value + s1
      s1 = shelf.b1 * value - shelf.a1 * shelved + s2
      s2 = shelf.b2 * value - shelf.a2 * shelved
      const passed = pass.b0 * shelved + p1
      p1 = pass.b1 * shelved - pass.a1 * passed + p2
      p2 = pass.b2 * shelved - pass.a2 * passed
      power += passed * passed
    }
    return { power, samples: length, peak }
  })
}

export function combine(parts: readonly Loudness[]): Loudness {
  return parts.reduce((sum, part) => ({ power: sum.power + part.power, samples: sum.samples + part.samples, peak: Math.max(sum.peak, part.peak) }), { power: 0, samples: 0, peak: 0 })
}

/** Decibels to reach -18 LUFS, the reference of ReplayGain 2. `channels` of the same signal add up, as a meter counts them. */
export function replayGain({ power, samples }: Loudness, channels: number): number {
  if (power === 0) return 0
  return -18 - (-0.691 + 10 * Math.log10((channels * power) / samples))
}
