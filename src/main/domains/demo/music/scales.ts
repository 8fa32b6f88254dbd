export type ScaleName = 'major' | 'minor' | 'dorian' | 'phrygian' | 'lydian' | 'mixolydian' | 'harmonicMinor' | 'phrygianDominant' | 'pentatonicMajor' | 'pentatonicMinor' | 'blues'

/** Semitones above the tonic. Every scale has seven steps so that chord degrees mean the same in each; the short ones repeat their neighbours. */
const STEPS: Record<ScaleName, readonly [number, number, number, number, number, number, number]> = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  phrygian: [0, 1, 3, 5, 7, 8, 10],
  lydian: [0, 2, 4, 6, 7, 9, 11],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  harmonicMinor: [0, 2, 3, 5, 7, 8, 11],
  phrygianDominant: [0, 1, 4, 5, 7, 8, 10],
  pentatonicMajor: [0, 2, 4, 4, 7, 9, 9],
  pentatonicMinor: [0, 3, 3, 5, 7, 7, 10],
  blues: [0, 3, 4, 5, 7, 9, 10],
}
const MINOR_LIKE: ReadonlySet<ScaleName> = new Set(['minor', 'dorian', 'phrygian', 'harmonicMinor', 'pentatonicMinor'])
const NAMES = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'] as const

/** The MIDI note of a scale step counted from the tonic; steps may be negative or beyond one octave. */
export function noteOfStep(tonic: number, scale: ScaleName, step: number): number {
  const octave = Math.floor(step / 7)
  return tonic + octave * 12 + (STEPS[scale][step - octave * 7] ?? 0)
}

/** As tags write it: 'Dm', 'F#'. */
export function keyName(tonic: number, scale: ScaleName): string {
  return `${NAMES[((tonic % 12) + 12) % 12] ?? 'C'}${MINOR_LIKE.has(scale) ? 'm' : ''}`
}
