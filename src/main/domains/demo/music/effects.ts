/** Repeats at one distance, each quieter and duller than the one before. */
export function addEcho(samples: Float32Array, delay: number, level: number): void {
  if (level === 0) return
  let dull = 0
  for (let at = delay; at < samples.length; at++) {
    dull += 0.45 * (samples[at - delay]! - dull)
    samples[at]! += level * dull
  }
}

const COMB_SECONDS = [0.0297, 0.0371, 0.0411] as const
const ALLPASS_SECONDS = 0.005

/** A small room: three parallel combs with damping and one all-pass, mixed in at `level`. */
export function addRoom(samples: Float32Array, sampleRate: number, level: number): void {
  if (level === 0) return
  const combs = COMB_SECONDS.map((seconds) => new Float32Array(Math.round(seconds * sampleRate)))
  const [first, second, third] = combs as [Float32Array, Float32Array, Float32Array]
  const spread = new Float32Array(Math.round(ALLPASS_SECONDS * sampleRate))
  const feedback = 0.8
  const gain = level * 0.33
  let firstAt = 0
  let secondAt = 0
  let thirdAt = 0
  let spreadAt = 0
  let damp = 0
  for (let at = 0; at < samples.length; at++) {
    const dry = samples[at]!
    const echo = first[firstAt]! + second[secondAt]! + third[thirdAt]!
    first[firstAt] = dry + feedback * first[firstAt]!
    second[secondAt] = dry + feedback * second[secondAt]!
    third[thirdAt] = dry + feedback * third[thirdAt]!
    if (++firstAt === first.length) firstAt = 0
    if (++secondAt === second.length) secondAt = 0
    if (++thirdAt === third.length) thirdAt = 0
    damp += 0.5 * (echo - damp)
    const held = spread[spreadAt]!
    spread[spreadAt] = damp + 0.5 * held
    if (++spreadAt === spread.length) spreadAt = 0
    samples[at] = dry + gain * (held - 0.5 * spread[(spreadAt || spread.length) - 1]!)
  }
}
