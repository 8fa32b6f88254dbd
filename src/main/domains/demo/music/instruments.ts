import type { SeededRandom } from '../seeded-random.ts'
import type { Instrument } from './styles.ts'

/** How an instrument is built from two single-cycle waves: a bright one that dies away over a dark one. */
type Patch = {
  dark: readonly number[]
  bright: readonly number[]
  /** Seconds: rise, time for the bright wave and for the whole note to fall by 1/e (0 = held), fall after the end. */
  attack: number
  shine: number
  decay: number
  release: number
  /** Second oscillator, in cents away from the first. */
  detune: number
  vibrato: number
}

const saw = Array.from({ length: 14 }, (_, index) => 1 / (index + 1) ** 1.15)
const odd = Array.from({ length: 13 }, (_, index) => (index % 2 === 0 ? 1 / (index + 1) : 0))
const soft = [1, 0.35, 0.12, 0.05]

const PATCHES: Record<Instrument | 'bass' | 'upright' | 'synthbass', Patch> = {
  pad: { dark: [1, 0.4, 0.2, 0.1, 0.06], bright: saw.slice(0, 8), attack: 0.5, shine: 3, decay: 0, release: 0.7, detune: 9, vibrato: 0 },
  strings: { dark: saw.slice(0, 6), bright: saw.slice(0, 9), attack: 0.22, shine: 2, decay: 0, release: 0.35, detune: 7, vibrato: 5 },
  epiano: { dark: [1, 0.18, 0.05], bright: [0, 0.2, 0, 0.25, 0, 0, 0.12], attack: 0.003, shine: 0.25, decay: 1.6, release: 0.12, detune: 1.5, vibrato: 0 },
  piano: { dark: [1, 0.5, 0.25, 0.12, 0.07], bright: [0.2, 0.4, 0.35, 0.3, 0.2, 0.15, 0.1, 0.06], attack: 0.003, shine: 0.18, decay: 1.1, release: 0.15, detune: 1, vibrato: 0 },
  organ: { dark: [1, 0.7, 0.5, 0.2, 0, 0.12], bright: [0, 0, 0.2, 0.1, 0.1, 0.1, 0, 0.1], attack: 0.008, shine: 0.05, decay: 0, release: 0.03, detune: 0, vibrato: 6 },
  guitar: { dark: [1, 0.45, 0.3, 0.12, 0.08], bright: [0.3, 0.5, 0.5, 0.4, 0.3, 0.24, 0.18, 0.12, 0.08], attack: 0.002, shine: 0.11, decay: 0.7, release: 0.06, detune: 0, vibrato: 0 },
  pluck: { dark: soft, bright: saw, attack: 0.002, shine: 0.12, decay: 0.35, release: 0.05, detune: 6, vibrato: 0 },
  clav: { dark: odd.slice(0, 5), bright: odd, attack: 0.002, shine: 0.07, decay: 0.3, release: 0.03, detune: 0, vibrato: 0 },
  vibes: { dark: [1, 0, 0, 0.22], bright: [0, 0, 0, 0.4, 0, 0, 0, 0, 0, 0.16], attack: 0.002, shine: 0.1, decay: 1.3, release: 0.2, detune: 0, vibrato: 4 },
  flute: { dark: [1, 0.3, 0.08, 0.03], bright: [0, 0.3, 0.2, 0.08], attack: 0.06, shine: 0.12, decay: 0, release: 0.09, detune: 0, vibrato: 10 },
  brass: { dark: [1, 0.75, 0.5, 0.3, 0.16, 0.08], bright: [0, 0.2, 0.4, 0.4, 0.3, 0.22, 0.16, 0.1], attack: 0.035, shine: 0.2, decay: 0, release: 0.07, detune: 4, vibrato: 6 },
  saw: { dark: saw.slice(0, 8), bright: saw, attack: 0.012, shine: 0.6, decay: 0, release: 0.1, detune: 11, vibrato: 3 },
  square: { dark: odd, bright: [], attack: 0.003, shine: 1, decay: 0.5, release: 0.02, detune: 0, vibrato: 0 },
  bell: { dark: [1, 0, 0.1, 0.14], bright: [0, 0, 0, 0, 0.3, 0, 0.2, 0, 0, 0.12], attack: 0.002, shine: 0.3, decay: 1, release: 0.3, detune: 3, vibrato: 0 },
  voice: { dark: [1, 0.6, 0.22, 0.3, 0.12, 0.03], bright: [0, 0.2, 0.1, 0.2, 0.14], attack: 0.09, shine: 0.4, decay: 0, release: 0.16, detune: 6, vibrato: 12 },
  accordion: { dark: saw.slice(0, 9), bright: [], attack: 0.05, shine: 1, decay: 0, release: 0.06, detune: 14, vibrato: 0 },
  bass: { dark: [1, 0.5, 0.2, 0.08], bright: [0.2, 0.4, 0.3, 0.2, 0.12, 0.06], attack: 0.004, shine: 0.1, decay: 1, release: 0.05, detune: 0, vibrato: 0 },
  upright: { dark: [1, 0.32, 0.1], bright: [0.1, 0.3, 0.24, 0.16, 0.08], attack: 0.006, shine: 0.06, decay: 0.5, release: 0.06, detune: 0, vibrato: 0 },
  synthbass: { dark: [1, 0.4, 0.25, 0.16, 0.1], bright: saw, attack: 0.003, shine: 0.09, decay: 0.8, release: 0.03, detune: 3, vibrato: 0 },
}

export type Voice = keyof typeof PATCHES

const CYCLE = 1024

/** Renders notes and drum hits at one sample rate; the same note is rendered once. */
export type Band = {
  note(voice: Voice, pitch: number, seconds: number): Float32Array
  hit(name: DrumName): Float32Array
}

/** Notes of the last band stand where the next one's will: giving the memory back and asking again costs more than the music. */
const shelves: Float32Array[] = []
const SHELF = 1 << 22

/** Memory that is not cleared, valid until the next band is created. */
function createArena(): (length: number) => Float32Array {
  let shelf = 0
  let used = 0
  return (length) => {
    if (length > SHELF) return new Float32Array(length)
    if (used + length > SHELF) {
      shelf++
      used = 0
    }
    const place = (shelves[shelf] ??= new Float32Array(SHELF)).subarray(used, used + length)
    used += length
    return place
  }
}

/** One band plays at a time in a thread. */
export function createBand(sampleRate: number, random: SeededRandom): Band {
  const take = createArena()
  const notes = new Map<string, Float32Array>()
  const waves = new Map<string, Float32Array>()
  const hits = new Map<DrumName, Float32Array>()

  /** Partials that would lie above 45 % of the sample rate are left out, so nothing folds back. */
  function wave(voice: Voice, part: 'dark' | 'bright', frequency: number): Float32Array {
    const limit = Math.max(1, Math.floor((sampleRate * 0.45) / frequency))
    const amplitudes = PATCHES[voice][part].slice(0, limit)
    const key = `${voice} ${part} ${amplitudes.length}`
    const known = waves.get(key)
    if (known) return known
    const table = new Float32Array(CYCLE + 1)
    for (const [index, amplitude] of amplitudes.entries()) {
      if (amplitude === 0) continue
      for (let at = 0; at <= CYCLE; at++) table[at]! += amplitude * Math.sin((2 * Math.PI * (index + 1) * at) / CYCLE)
    }
    const size = Math.hypot(...PATCHES[voice].dark, ...PATCHES[voice].bright) || 1
    for (let at = 0; at <= CYCLE; at++) table[at]! /= size
    waves.set(key, table)
    return table
  }

  return {
    note: (voice, pitch, seconds) => {
      const key = `${voice} ${pitch} ${seconds.toFixed(3)}`
      const known = notes.get(key)
      if (known) return known
      const frequency = 440 * 2 ** ((pitch - 69) / 12)
      const rendered = renderNote(PATCHES[voice], wave(voice, 'dark', frequency), wave(voice, 'bright', frequency), frequency, seconds, sampleRate, take)
      notes.set(key, rendered)
      return rendered
    },
    hit: (name) => {
      const known = hits.get(name)
      if (known) return known
      const rendered = renderDrum(name, sampleRate, random)
      hits.set(name, rendered)
      return rendered
    },
  }
}

function renderNote(patch: Patch, dark: Float32Array, bright: Float32Array, frequency: number, seconds: number, sampleRate: number, take: (length: number) => Float32Array): Float32Array {
  const held = Math.max(1, Math.round(seconds * sampleRate))
  const release = Math.max(64, Math.round(patch.release * sampleRate))
  const attack = Math.max(1, Math.round(Math.min(patch.attack, seconds * 0.5) * sampleRate))
  const out = take(held + release)
  const step = (frequency / sampleRate) * CYCLE
  const secondStep = step * 2 ** (patch.detune / 1200)
  const isDoubled = patch.detune > 0
  // High notes of struck strings are shorter.
  const decay = patch.decay === 0 ? 1 : Math.exp(-1 / (patch.decay * sampleRate * Math.min(1.6, Math.max(0.35, 260 / frequency))))
  const shine = Math.exp(-1 / (patch.shine * sampleRate))
  const vibratoDepth = patch.vibrato === 0 ? 0 : step * (2 ** (patch.vibrato / 1200) - 1)
  const vibratoStep = (2 * Math.PI * 5.1) / sampleRate
  let phase = 0
  let secondPhase = CYCLE * 0.37
  let level = isDoubled ? 0.62 : 1
  let shineLevel = 1
  for (let at = 0; at < out.length; at++) {
    const bend = vibratoDepth === 0 ? 0 : vibratoDepth * Math.sin(at * vibratoStep) * Math.min(1, at / (0.3 * sampleRate))
    phase += step + bend
    if (phase >= CYCLE) phase -= CYCLE
    const index = phase | 0
    let value = dark[index]! + shineLevel * bright[index]!
    if (isDoubled) {
      secondPhase += secondStep - bend
      if (secondPhase >= CYCLE) secondPhase -= CYCLE
      const second = secondPhase | 0
      value += dark[second]! + shineLevel * bright[second]!
    }
    let gain = level
    if (at < attack) gain *= at / attack
    if (at >= held) {
      const left = 1 - (at - held) / release
      gain *= left * left
    }
    out[at] = value * gain
    level *= decay
    shineLevel *= shine
  }
  return out
}

export type DrumName = 'kick' | 'softkick' | 'snare' | 'rim' | 'clap' | 'hat' | 'open' | 'ride' | 'shaker' | 'tom' | 'conga' | 'block' | 'brush' | 'blip'

/** Tone that falls from one pitch to another, noise through a one-pole high pass, and how fast both die away. */
type Drum = { from: number; to: number; bend: number; tone: number; toneDecay: number; noise: number; noiseDecay: number; cut: number }

const DRUMS: Record<DrumName, Drum> = {
  kick: { from: 150, to: 48, bend: 0.03, tone: 1, toneDecay: 0.11, noise: 0.06, noiseDecay: 0.004, cut: 0.2 },
  softkick: { from: 90, to: 52, bend: 0.03, tone: 0.8, toneDecay: 0.09, noise: 0, noiseDecay: 0.01, cut: 0.2 },
  snare: { from: 230, to: 180, bend: 0.02, tone: 0.4, toneDecay: 0.05, noise: 0.5, noiseDecay: 0.055, cut: 0.35 },
  rim: { from: 1050, to: 900, bend: 0.01, tone: 0.4, toneDecay: 0.014, noise: 0.12, noiseDecay: 0.006, cut: 0.6 },
  clap: { from: 300, to: 300, bend: 1, tone: 0, toneDecay: 0.01, noise: 0.5, noiseDecay: 0.06, cut: 0.5 },
  hat: { from: 6000, to: 6000, bend: 1, tone: 0, toneDecay: 0.01, noise: 0.2, noiseDecay: 0.016, cut: 0.92 },
  open: { from: 6000, to: 6000, bend: 1, tone: 0, toneDecay: 0.01, noise: 0.18, noiseDecay: 0.08, cut: 0.92 },
  ride: { from: 3300, to: 3300, bend: 1, tone: 0.05, toneDecay: 0.12, noise: 0.1, noiseDecay: 0.07, cut: 0.94 },
  shaker: { from: 5000, to: 5000, bend: 1, tone: 0, toneDecay: 0.01, noise: 0.13, noiseDecay: 0.022, cut: 0.9 },
  tom: { from: 160, to: 92, bend: 0.05, tone: 0.7, toneDecay: 0.13, noise: 0.05, noiseDecay: 0.01, cut: 0.3 },
  conga: { from: 260, to: 205, bend: 0.02, tone: 0.5, toneDecay: 0.08, noise: 0.05, noiseDecay: 0.006, cut: 0.4 },
  block: { from: 880, to: 820, bend: 0.01, tone: 0.4, toneDecay: 0.03, noise: 0, noiseDecay: 0.01, cut: 0.5 },
  brush: { from: 200, to: 200, bend: 1, tone: 0.06, toneDecay: 0.02, noise: 0.16, noiseDecay: 0.07, cut: 0.6 },
  blip: { from: 1800, to: 700, bend: 0.01, tone: 0.24, toneDecay: 0.012, noise: 0.05, noiseDecay: 0.004, cut: 0.7 },
}

function renderDrum(name: DrumName, sampleRate: number, random: SeededRandom): Float32Array {
  const drum = DRUMS[name]
  const out = new Float32Array(Math.round(sampleRate * 5 * Math.max(drum.tone > 0 ? drum.toneDecay : 0, drum.noise > 0 ? drum.noiseDecay : 0)))
  let phase = 0
  let low = 0
  for (let at = 0; at < out.length; at++) {
    const seconds = at / sampleRate
    phase += (2 * Math.PI * (drum.to + (drum.from - drum.to) * Math.exp(-seconds / drum.bend))) / sampleRate
    const noise = random.next() * 2 - 1
    low += (1 - drum.cut) * (noise - low)
    const end = 1 - at / out.length
    out[at] = end * (drum.tone * Math.sin(phase) * Math.exp(-seconds / drum.toneDecay) + drum.noise * (noise - low) * Math.exp(-seconds / drum.noiseDecay))
  }
  return out
}
