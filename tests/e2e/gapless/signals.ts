/** 16-bit PCM, the same in both channels, as a WAV file. */
export function wavFile(samples: Int16Array, rate: number): Buffer {
  const channels = 2
  const header = Buffer.alloc(44)
  const dataBytes = samples.length * channels * 2
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + dataBytes, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * channels * 2, 28)
  header.writeUInt16LE(channels * 2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(dataBytes, 40)
  const data = Buffer.alloc(dataBytes)
  for (let index = 0; index < samples.length; index += 1) {
    data.writeInt16LE(samples[index] ?? 0, index * 4)
    data.writeInt16LE(samples[index] ?? 0, index * 4 + 2)
  }
  return Buffer.concat([header, data])
}

/** Its first samples are nothing and its period 100 samples at 44.1 kHz. */
export const sineFrequency = 441
export const sineAmplitude = 0.5

export function sine(frames: number, rate: number): Int16Array {
  return Int16Array.from({ length: frames }, (_, index) => Math.round(sineAmplitude * 32768 * Math.sin((2 * Math.PI * sineFrequency * index) / rate)))
}

/** White noise that is the same every time and unrelated between seeds. */
export function noise(frames: number, seed: number): Int16Array {
  let state = seed
  return Int16Array.from({ length: frames }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.round((state / 2 ** 32 - 0.5) * 16384)
  })
}

export interface Seam {
  /** Time put in between the two halves; negative when some of the music is missing. */
  readonly gapFrames: number
  /** Largest departure from the sine within 300 frames of the seam, beside that found elsewhere; in dB of the sine. */
  readonly clickDb: number
  readonly elsewhereDb: number
}

interface Fit {
  readonly amplitude: number
  /** Frame at which the fitted sine passes zero upwards, within a period. */
  readonly zeroFrame: number
  at: (frame: number) => number
}

function fitSine(samples: Float32Array, from: number, to: number, radians: number): Fit {
  let inPhase = 0
  let quadrature = 0
  for (let frame = from; frame < to; frame += 1) {
    inPhase += (samples[frame] ?? 0) * Math.sin(radians * frame)
    quadrature += (samples[frame] ?? 0) * Math.cos(radians * frame)
  }
  const a = (2 * inPhase) / (to - from)
  const b = (2 * quadrature) / (to - from)
  return { amplitude: Math.hypot(a, b), zeroFrame: -Math.atan2(b, a) / radians, at: (frame) => a * Math.sin(radians * frame) + b * Math.cos(radians * frame) }
}

/** The frames between the first and the last at half the sine's height. */
export function soundingSpan(samples: Float32Array): { first: number; last: number } {
  const isLoud = (sample: number): boolean => Math.abs(sample) >= sineAmplitude / 2
  return { first: samples.findIndex(isLoud), last: samples.findLastIndex(isLoud) }
}

/**
 * Compares what was heard with the one sine it was cut from: the length to the nearest period, then the phase to a
 * fraction of a sample.
 */
export function measureSeam(samples: Float32Array, rate: number, seamFrame: number, totalFrames: number): Seam {
  const radians = (2 * Math.PI * sineFrequency) / rate
  const period = rate / sineFrequency
  const span = soundingSpan(samples)
  const ideal = soundingSpan(Float32Array.from(sine(totalFrames, rate), (sample) => sample / 32768))
  const coarse = span.last - span.first - (ideal.last - ideal.first)
  const seam = span.first - ideal.first + seamFrame
  const reach = Math.round(rate * 0.2)
  const wholePeriods = Math.floor(reach / period) * period
  const before = fitSine(samples, Math.round(seam - 2000 - wholePeriods), seam - 2000, radians)
  const afterFrom = Math.round(seam + Math.max(0, coarse) + 2000)
  const after = fitSine(samples, afterFrom, Math.round(afterFrom + wholePeriods), radians)
  const shift = after.zeroFrame - before.zeroFrame
  const gapFrames = shift + Math.round((coarse - shift) / period) * period

  const departure = (from: number, to: number, fit: Fit): number => {
    let worst = 1e-6
    for (let frame = from; frame < to; frame += 1) worst = Math.max(worst, Math.abs((samples[frame] ?? 0) - fit.at(frame)))
    return 20 * Math.log10(worst / sineAmplitude)
  }
  return { gapFrames, clickDb: departure(seam - 300, seam + 300, before), elsewhereDb: departure(seam - 1300, seam - 700, before) }
}

/**
 * The first sample heard that is not the one in the file, -1 when there is none. Chromium reads 16 bits as -1 to 1, so
 * that the positive half is a 32,767th each.
 */
export function firstDifference(heard: Float32Array, file: Int16Array): number {
  const offset = soundingSpan(heard).first - soundingSpan(Float32Array.from(file, (sample) => sample / 32768)).first
  return file.findIndex((sample, index) => Math.round((heard[offset + index] ?? 0) * (sample < 0 ? 32768 : 32767)) !== sample)
}

/** Level of each stretch of so many frames. */
export function levels(samples: Float32Array, stretch: number): number[] {
  return Array.from({ length: Math.floor(samples.length / stretch) }, (_, index) => {
    const part = samples.subarray(index * stretch, (index + 1) * stretch)
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length)
  })
}
