import type { SeededRandom } from '../seeded-random.ts'
import { BEATS, STRENGTH } from './beats.ts'
import type { DrumName, Voice } from './instruments.ts'
import { noteOfStep } from './scales.ts'
import type { ScaleName } from './scales.ts'
import type { ChordFigure, Instrument, Style } from './styles.ts'

/** One sound: a note or a drum hit. `at` and `length` in bars of 16 sixteenths. */
export type ScoreEvent = { at: number; gain: number } & ({ voice: Voice; pitch: number; length: number } | { drum: DrumName })

/** A few bars that can follow, and be followed by, any other part of the same song. */
export type Part = { role: 'intro' | 'verse' | 'chorus' | 'ending'; bars: number; events: ScoreEvent[] }

export type Song = { tonic: number; scale: ScaleName; parts: Part[] }

const SIXTEENTH = 1 / 16
const LEAD_RHYTHMS = ['x...x.x.x.....x.', 'x..x..x.....x...', '..x.x...x.x.x...', 'x.......x.x.x.x.', '....x.x.x...x.x.', 'x.x..x..x.......', 'x.....x.x.....x.', '..x...x.x.xxx...'] as const
const BASS_RHYTHMS = { syncopated: ['x..x..x.x.....x.', 'x.....xxx..x....', 'x..x....x.x...x.'], dub: ['x.....x...x.....', 'x..x....x.......', 'x.......x..x..x.'] } as const

export const BARS_OF_A_SONG = 11

/** An introduction, two verses of which the second is fuller, and an ending on the first chord. */
export function writeSong(style: Style, tonic: number, random: SeededRandom): Song {
  const scale = random.pick(style.scales)
  const progression = random.pick(style.progressions)
  const bridge = random.pick(style.progressions.filter((other) => other !== progression).concat([progression]))
  const motif = Array.from({ length: 2 }, () => ({ rhythm: random.pick(LEAD_RHYTHMS), walk: random.whole(-1, 4) }))
  const write = (bars: number, chords: readonly number[], layers: ReadonlySet<Layer>): ScoreEvent[] => writeBars({ style, tonic, scale, chords, bars, layers, motif, random })
  const layers = new Set<Layer>(['chords', 'bass', 'drums', 'lead'])
  return {
    tonic,
    scale,
    parts: [
      { role: 'intro', bars: 2, events: write(2, progression, new Set(['chords', 'second'])) },
      { role: 'verse', bars: 4, events: write(4, progression, layers) },
      { role: 'chorus', bars: 4, events: write(4, bridge, new Set([...layers, 'second'])) },
      { role: 'ending', bars: 1, events: ending(style, tonic, scale) },
    ],
  }
}

type Layer = 'chords' | 'second' | 'bass' | 'drums' | 'lead'
type Writing = {
  style: Style
  tonic: number
  scale: ScaleName
  chords: readonly number[]
  bars: number
  layers: ReadonlySet<Layer>
  motif: readonly { rhythm: string; walk: number }[]
  random: SeededRandom
}

function writeBars(writing: Writing): ScoreEvent[] {
  const { style, layers, bars, chords } = writing
  const events: ScoreEvent[] = []
  for (let bar = 0; bar < bars; bar++) {
    const degree = chords[bar % chords.length] ?? 0
    if (layers.has('chords')) events.push(...chordBar(writing, bar, degree, style.chords, 48))
    if (layers.has('second') && style.second) events.push(...chordBar(writing, bar, degree, style.second, 60))
    if (layers.has('bass')) events.push(...bassBar(writing, bar, degree, chords[(bar + 1) % chords.length] ?? 0))
    if (layers.has('lead') && style.lead) events.push(...leadBar(writing, bar, degree, style.lead))
    if (layers.has('drums')) events.push(...drumBar(style, bar))
  }
  return events.map((event) => ({ ...event, at: swung(event.at, style.swing) }))
}

/** Delays the second half of every beat. */
function swung(at: number, swing: number): number {
  const beat = at * 4
  const inside = beat - Math.floor(beat)
  const moved = inside < 0.5 ? inside * (1 + swing) : 0.5 * (1 + swing) + (inside - 0.5) * (1 - swing)
  return (Math.floor(beat) + moved) / 4
}

/** Chord notes near `around`, so that the hand moves little from one chord to the next. */
function voicing({ style, tonic, scale }: Pick<Writing, 'style' | 'tonic' | 'scale'>, degree: number, around: number): number[] {
  return Array.from({ length: style.voices }, (_, index) => {
    const pitch = noteOfStep(tonic, scale, degree + index * 2)
    return pitch + 12 * Math.round((around + index * 3 - pitch) / 12)
  }).sort((left, right) => left - right)
}

function chordBar(writing: Writing, bar: number, degree: number, [voice, figure, level]: readonly [Instrument, ChordFigure, number], around: number): ScoreEvent[] {
  const pitches = voicing(writing, degree, around + 6)
  const gain = level / Math.sqrt(pitches.length)
  const all = (at: number, length: number, strength = 1, spread = 0): ScoreEvent[] =>
    pitches.map((pitch, index) => ({ at: bar + at * SIXTEENTH + index * spread, voice, pitch, length: length * SIXTEENTH, gain: gain * strength }))
  switch (figure) {
    case 'none':
      return []
    case 'hold':
      return all(0, 15.5)
    case 'stabs':
      return [...all(0, 3), ...all(6, 2, 0.8), ...(bar % 2 === 1 ? all(11, 3, 0.9) : [])]
    case 'offbeat':
      return [2, 6, 10, 14].flatMap((at) => all(at, 1.4, at % 8 === 2 ? 0.9 : 1))
    case 'comp':
      return bar % 2 === 0 ? [...all(0, 5, 0.9), ...all(6, 4)] : [...all(3, 3, 0.9), ...all(10, 5)]
    case 'strum':
      return [0, 4, 6, 8, 10, 12, 14].flatMap((at) => all(at, 1.9, at % 8 === 0 ? 1 : 0.7, 0.0012))
    case 'arpeggio':
      return [0, 2, 4, 6, 8, 10, 12, 14].map((at, index) => one(pitches, [0, 1, 2, 3, 2, 1, 2, 1][index] ?? 0, at, 2.6))
    case 'broken':
      return [0, 4, 6, 10, 12].map((at, index) => one(pitches, [0, 2, 1, 3, 2][index] ?? 0, at, 7))
  }

  function one(from: readonly number[], index: number, at: number, length: number): ScoreEvent {
    const pitch = (from[index % from.length] ?? 60) + (index >= from.length ? 12 : 0)
    return { at: bar + at * SIXTEENTH, voice, pitch, length: length * SIXTEENTH, gain: level * 0.8 }
  }
}

function bassBar({ style, tonic, scale, random }: Writing, bar: number, degree: number, nextDegree: number): ScoreEvent[] {
  const voice: Voice = style.beat === 'swing' || style.beat === 'shuffle' || style.beat === 'bossa' || style.beat === 'brushes' ? 'upright' : style.bass === 'octaves' ? 'synthbass' : 'bass'
  const low = (step: number): number => {
    const pitch = noteOfStep(tonic, scale, step)
    return pitch + 12 * Math.round((36 - pitch) / 12)
  }
  const root = low(degree)
  const note = (at: number, length: number, pitch: number, gain = 0.62): ScoreEvent => ({ at: bar + at * SIXTEENTH, voice, pitch, length: length * SIXTEENTH, gain })
  switch (style.bass) {
    case 'none':
      return []
    case 'drone':
      return [note(0, 15.8, root, 0.46), note(0, 15.8, root + 12, 0.16)]
    case 'root':
      return [note(0, 7, root), note(8, 6, root, 0.5)]
    case 'eighths':
      return [0, 2, 4, 6, 8, 10, 12, 14].map((at) => note(at, 1.7, root, at % 4 === 0 ? 0.6 : 0.5))
    case 'octaves':
      return [0, 2, 4, 6, 8, 10, 12, 14].map((at) => note(at, 1.5, root + (at % 4 === 2 ? 12 : 0), 0.5))
    case 'twofive':
      return [note(0, 5, root), note(6, 2, low(degree + 4), 0.5), note(8, 5, low(degree + 4)), note(14, 2, root, 0.5)]
    case 'walk':
      return [note(0, 3.6, root), note(4, 3.6, low(degree + 2)), note(8, 3.6, low(degree + 4)), note(12, 3.6, low(nextDegree) + (random.chance(0.5) ? 1 : -1))]
    case 'syncopated':
    case 'dub': {
      const rhythm = random.pick(BASS_RHYTHMS[style.bass])
      const length = style.bass === 'dub' ? 4 : 1.8
      return [...rhythm].flatMap((mark, at) => (mark === 'x' ? [note(at, length, at >= 10 ? low(degree + random.pick([0, 4, 6])) : root)] : []))
    }
  }
}

/** The motif of two bars, moved with the chords; strong beats fall on chord notes. */
function leadBar({ style, tonic, scale, motif, random }: Writing, bar: number, degree: number, [voice, level]: readonly [Instrument, number]): ScoreEvent[] {
  const { rhythm, walk } = motif[bar % motif.length] ?? { rhythm: 'x...............', walk: 0 }
  const marks = [...rhythm].flatMap((mark, at) => (mark === 'x' ? [at] : [])).slice(0, Math.max(1, style.busy))
  let step = degree + 7 + walk
  return marks.map((at, index) => {
    if (at % 8 === 0) step = degree + 7 + 2 * Math.round((step - degree - 7) / 2)
    else step += random.pick([-2, -1, -1, 1, 1, 2])
    step = Math.max(4, Math.min(15, step))
    const until = marks[index + 1] ?? 16
    return { at: bar + at * SIXTEENTH, voice, pitch: noteOfStep(tonic + (tonic < 52 ? 12 : 0), scale, step), length: Math.min(until - at, 6) * SIXTEENTH * 0.95, gain: level * (at % 4 === 0 ? 1 : 0.85) }
  })
}

function drumBar(style: Style, bar: number): ScoreEvent[] {
  return Object.entries(BEATS[style.beat]).flatMap(([drum, pattern]) =>
    Array.from({ length: 16 }, (_, index) => {
      const strength = STRENGTH[pattern[(bar * 16 + index) % pattern.length] ?? '.']
      return strength === undefined ? [] : [{ at: bar + index * SIXTEENTH, drum: drum as DrumName, gain: strength * 0.62 }]
    }).flat(),
  )
}

/** The last chord, left to ring. */
function ending(style: Style, tonic: number, scale: ScaleName): ScoreEvent[] {
  const pitches = voicing({ style, tonic, scale }, 0, 54)
  const [voice, , level] = style.chords
  const root = noteOfStep(tonic, scale, 0)
  return [
    ...pitches.map((pitch, index) => ({ at: index * 0.006, voice, pitch, length: 0.9, gain: level / Math.sqrt(pitches.length) })),
    { at: 0, voice: 'bass' as const, pitch: root + 12 * Math.round((36 - root) / 12), length: 0.9, gain: 0.5 },
    ...(style.beat === 'none' ? [] : [{ at: 0, drum: 'softkick' as const, gain: 0.5 }, { at: 0, drum: 'ride' as const, gain: 0.4 }]),
  ]
}
