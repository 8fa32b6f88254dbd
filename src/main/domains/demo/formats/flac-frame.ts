import { BitWriter } from './bit-writer.ts'

export const BLOCK = 4096
const ORDER = 6
const PARTITION_ORDER = 4
const PARTITION = BLOCK >> PARTITION_ORDER
const COEFFICIENT_BITS = 13
/** Precision kept in any block, and given up at most: what is below is not worth its bits in a demonstration. */
export const FINEST_BITS = 12
const COARSEST_BITS = 6

const hann = Float64Array.from({ length: BLOCK }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (at + 0.5)) / BLOCK))
const windowed = new Float64Array(BLOCK)
const quantised = new Int32Array(BLOCK)
const folded = new Uint32Array(BLOCK)

/**
 * The two subframes of a frame, both channels the same, in at most about `budget` bits: low bits are set to zero
 * (FLAC's "wasted bits") until the block fits, as a lossy encoder in front of a lossless one would. `bits` says how
 * many were kept; neighbours need much the same, so the next block had best begin one above.
 */
export function encodeBlock(samples: Float32Array, start: number, bitsPerSample: 16 | 24, budget: number, firstBits: number): { bytes: Uint8Array; bits: number } {
  const out = new BitWriter(2048)
  let loudest = 0
  for (let at = 0; at < BLOCK; at++) loudest = Math.max(loudest, Math.abs(samples[start + at]!))
  if (loudest === 0) {
    writeConstant(out, bitsPerSample)
    writeConstant(out, bitsPerSample + 1)
    return { bytes: out.finish(), bits: firstBits }
  }
  const correlation = autocorrelate(samples, start)
  for (let bits = Math.min(FINEST_BITS, firstBits); ; bits--) {
    quantise(samples, start, bits)
    const predictor = predict(correlation, bits)
    fold(predictor)
    const rice = riceParameters()
    if (rice.bits > budget && bits > COARSEST_BITS) continue
    writeSubframe(out, predictor, rice.parameters, bits, bitsPerSample - bits)
    writeConstant(out, bitsPerSample + 1)
    return { bytes: out.finish(), bits }
  }
}

function quantise(samples: Float32Array, start: number, bits: number): void {
  const scale = 2 ** (bits - 1)
  const limit = scale - 1
  for (let at = 0; at < BLOCK; at++) {
    const value = Math.round(samples[start + at]! * scale)
    quantised[at] = value > limit ? limit : value
  }
}

function autocorrelate(samples: Float32Array, start: number): Float64Array {
  for (let at = 0; at < BLOCK; at++) windowed[at] = samples[start + at]! * hann[at]!
  return Float64Array.from({ length: ORDER + 1 }, (_, lag) => {
    let sum = 0
    for (let at = lag; at < BLOCK; at++) sum += windowed[at]! * windowed[at - lag]!
    return sum
  })
}

type Predictor = { coefficients: Int32Array; shift: number }

/** Levinson-Durbin, with the noise of rounding to `bits` counted in so that the predictor does not chase it. */
function predict(correlation: Float64Array, bits: number): Predictor {
  const noise = (BLOCK * 0.375) / 12 / 4 ** (bits - 1)
  const energy = correlation[0]! * (1 + 1e-9) + noise
  const weights = new Float64Array(ORDER)
  let error = energy
  for (let order = 0; order < ORDER; order++) {
    let sum = correlation[order + 1]!
    for (let index = 0; index < order; index++) sum -= weights[index]! * correlation[order - index]!
    const reflection = sum / error
    const previous = weights.slice(0, order)
    weights[order] = reflection
    for (let index = 0; index < order; index++) weights[index] = previous[index]! - reflection * previous[order - 1 - index]!
    error *= 1 - reflection * reflection
  }
  let largest = 0
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight))
  const shift = Math.max(0, Math.min(15, COEFFICIENT_BITS - 1 - Math.max(0, Math.ceil(Math.log2(largest + 1e-9)))))
  const limit = 2 ** (COEFFICIENT_BITS - 1) - 1
  let carried = 0
  const coefficients = Int32Array.from(weights, (weight) => {
    const exact = weight * 2 ** shift + carried
    const rounded = Math.max(-limit, Math.min(limit, Math.round(exact)))
    carried = exact - rounded
    return rounded
  })
  return { coefficients, shift }
}

/** Residuals, as Rice codes want them: 0, -1, 1, -2, 2 become 0, 1, 2, 3, 4. */
function fold({ coefficients, shift }: Predictor): void {
  for (let at = ORDER; at < BLOCK; at++) {
    let sum = 0
    for (let index = 0; index < ORDER; index++) sum += coefficients[index]! * quantised[at - 1 - index]!
    const residual = quantised[at]! - (sum >> shift)
    folded[at] = ((residual << 1) ^ (residual >> 31)) >>> 0
  }
}

const NO_BITS = -1

function riceParameters(): { parameters: Int8Array; bits: number } {
  const parameters = new Int8Array(1 << PARTITION_ORDER)
  let bits = 0
  for (let partition = 0; partition < parameters.length; partition++) {
    const from = Math.max(ORDER, partition * PARTITION)
    const to = (partition + 1) * PARTITION
    let sum = 0
    for (let at = from; at < to; at++) sum += folded[at]!
    if (sum === 0) {
      parameters[partition] = NO_BITS
      bits += 9
      continue
    }
    const likely = Math.max(0, Math.min(14, Math.floor(Math.log2(Math.max(1, (sum / (to - from)) * 0.75)))))
    let best = Number.POSITIVE_INFINITY
    for (let parameter = likely; parameter <= Math.min(14, likely + 1); parameter++) {
      let size = (to - from) * (parameter + 1)
      for (let at = from; at < to; at++) size += folded[at]! >>> parameter
      if (size < best) {
        best = size
        parameters[partition] = parameter
      }
    }
    bits += best + 4
  }
  return { parameters, bits }
}

function writeConstant(out: BitWriter, bitsPerSample: number): void {
  out.write(0, 8)
  out.write(0, 8)
  out.write(0, bitsPerSample - 8)
}

function writeSubframe(out: BitWriter, { coefficients, shift }: Predictor, parameters: Int8Array, bits: number, wasted: number): void {
  out.write(((0b100000 | (ORDER - 1)) << 1) | 1, 8)
  out.writeUnary(wasted - 1)
  for (let at = 0; at < ORDER; at++) out.write(quantised[at]!, bits)
  out.write(COEFFICIENT_BITS - 1, 4)
  out.write(shift, 5)
  for (const coefficient of coefficients) out.write(coefficient, COEFFICIENT_BITS)
  out.write(0, 2)
  out.write(PARTITION_ORDER, 4)
  for (const [partition, parameter] of parameters.entries()) {
    if (parameter === NO_BITS) {
      out.write(0b1111, 4)
      out.write(0, 5)
      continue
    }
    out.write(parameter, 4)
    for (let at = Math.max(ORDER, partition * PARTITION); at < (partition + 1) * PARTITION; at++) {
      const value = folded[at]!
      out.writeUnary(value >>> parameter)
      if (parameter > 0) out.write(value, parameter)
    }
  }
}
