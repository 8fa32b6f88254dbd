import type { ScaleName } from './scales.ts'

export type Instrument = 'pad' | 'strings' | 'epiano' | 'piano' | 'organ' | 'guitar' | 'pluck' | 'clav' | 'vibes' | 'flute' | 'brass' | 'saw' | 'square' | 'bell' | 'voice' | 'accordion'
export type BassLine = 'none' | 'root' | 'eighths' | 'walk' | 'octaves' | 'syncopated' | 'dub' | 'drone' | 'twofive'
export type ChordFigure = 'none' | 'hold' | 'stabs' | 'offbeat' | 'strum' | 'arpeggio' | 'broken' | 'comp'
export type Beat = 'none' | 'rock' | 'motorik' | 'four' | 'swing' | 'bossa' | 'funk' | 'breaks' | 'slow' | 'dub' | 'shuffle' | 'afro' | 'garage' | 'punk' | 'march' | 'latin' | 'glitch' | 'ticks' | 'chip' | 'brushes'

/** What makes a genre sound like itself. Levels are linear, 1 = as loud as the drums. */
export type Style = {
  tempo: readonly [number, number]
  /** Delay of every second eighth, as a share of an eighth. */
  swing: number
  scales: readonly ScaleName[]
  /** Scale degrees of the chords, one per bar; one is drawn for every song. */
  progressions: readonly (readonly number[])[]
  /** Notes in a chord: 3 triad, 4 seventh, 5 ninth. */
  voices: 3 | 4 | 5
  beat: Beat
  bass: BassLine
  chords: readonly [Instrument, ChordFigure, number]
  second: readonly [Instrument, ChordFigure, number] | null
  lead: readonly [Instrument, number] | null
  /** Melody notes per bar. */
  busy: number
  /** Level of the echo and of the room. */
  echo: number
  room: number
}

const MINOR_TURNS = [[0, 5, 2, 6], [0, 3, 5, 4], [0, 6, 5, 6], [0, 2, 3, 4]] as const
const MAJOR_TURNS = [[0, 4, 5, 3], [0, 3, 1, 4], [0, 5, 3, 4], [3, 0, 4, 5]] as const
const JAZZ_TURNS = [[1, 4, 0, 5], [0, 5, 1, 4], [2, 5, 1, 4], [0, 3, 2, 5]] as const
const VAMPS = [[0, 0, 3, 3], [0, 6, 0, 6], [0, 0, 1, 0], [0, 3, 0, 4]] as const
const STILL = [[0, 0, 3, 3], [0, 2, 0, 5], [0, 5, 0, 3], [0, 0, 4, 3]] as const

const plain = { swing: 0, voices: 3, second: null, echo: 0.12, room: 0.18 } as const

export const STYLES = {
  jazz: { ...plain, tempo: [112, 168], swing: 0.3, scales: ['major', 'dorian'], progressions: JAZZ_TURNS, voices: 4, beat: 'swing', bass: 'walk', chords: ['piano', 'comp', 0.4], lead: ['brass', 0.42], busy: 6, echo: 0.04, room: 0.2 },
  souljazz: { ...plain, tempo: [104, 136], swing: 0.27, scales: ['mixolydian', 'blues'], progressions: VAMPS, voices: 4, beat: 'shuffle', bass: 'walk', chords: ['organ', 'comp', 0.34], lead: ['guitar', 0.5], busy: 6, echo: 0.05, room: 0.16 },
  spiritual: { ...plain, tempo: [92, 118], swing: 0.15, scales: ['dorian', 'minor'], progressions: VAMPS, voices: 5, beat: 'afro', bass: 'syncopated', chords: ['epiano', 'hold', 0.4], second: ['vibes', 'broken', 0.25], lead: ['flute', 0.4], busy: 5, room: 0.3 },
  ecm: { ...plain, tempo: [76, 100], scales: ['dorian', 'lydian'], progressions: STILL, voices: 5, beat: 'ticks', bass: 'root', chords: ['piano', 'broken', 0.45], lead: ['brass', 0.34], busy: 3, echo: 0.2, room: 0.4 },
  fusion: { ...plain, tempo: [98, 122], swing: 0.06, scales: ['dorian', 'mixolydian'], progressions: [...VAMPS, ...JAZZ_TURNS], voices: 5, beat: 'funk', bass: 'syncopated', chords: ['epiano', 'stabs', 0.44], second: ['clav', 'offbeat', 0.2], lead: ['vibes', 0.42], busy: 6 },
  raga: { ...plain, tempo: [96, 116], scales: ['phrygianDominant', 'mixolydian'], progressions: [[0, 0, 1, 0], [0, 0, 0, 6]], beat: 'afro', bass: 'drone', chords: ['organ', 'hold', 0.22], second: ['clav', 'arpeggio', 0.2], lead: ['guitar', 0.46], busy: 8, echo: 0.2 },
  funk: { ...plain, tempo: [100, 116], swing: 0.08, scales: ['dorian'], progressions: VAMPS, voices: 4, beat: 'funk', bass: 'syncopated', chords: ['clav', 'offbeat', 0.4], lead: ['brass', 0.36], busy: 5 },
  soul: { ...plain, tempo: [88, 112], swing: 0.1, scales: ['major', 'mixolydian'], progressions: MAJOR_TURNS, voices: 4, beat: 'slow', bass: 'syncopated', chords: ['organ', 'hold', 0.26], second: ['guitar', 'offbeat', 0.34], lead: ['brass', 0.36], busy: 5 },
  neosoul: { ...plain, tempo: [78, 94], swing: 0.2, scales: ['dorian', 'major'], progressions: JAZZ_TURNS, voices: 5, beat: 'slow', bass: 'dub', chords: ['epiano', 'stabs', 0.5], lead: ['voice', 0.34], busy: 4, echo: 0.16 },
  disco: { ...plain, tempo: [114, 124], scales: ['minor', 'dorian'], progressions: MINOR_TURNS, voices: 4, beat: 'four', bass: 'octaves', chords: ['strings', 'hold', 0.32], second: ['guitar', 'offbeat', 0.32], lead: ['brass', 0.34], busy: 5 },
  ambient: { ...plain, tempo: [56, 68], scales: ['lydian', 'pentatonicMajor'], progressions: STILL, voices: 5, beat: 'none', bass: 'drone', chords: ['pad', 'hold', 0.55], second: ['bell', 'broken', 0.2], lead: ['pluck', 0.26], busy: 2, echo: 0.4, room: 0.5 },
  drone: { ...plain, tempo: [60, 66], scales: ['phrygian', 'minor'], progressions: [[0, 0, 0, 1], [0, 0, 6, 0]], beat: 'slow', bass: 'drone', chords: ['saw', 'hold', 0.5], second: ['organ', 'hold', 0.2], lead: null, busy: 0, room: 0.5 },
  piano: { ...plain, tempo: [66, 88], scales: ['major', 'minor', 'dorian'], progressions: [...MAJOR_TURNS, ...STILL], voices: 4, beat: 'none', bass: 'root', chords: ['piano', 'broken', 0.5], lead: ['piano', 0.62], busy: 3, echo: 0.1, room: 0.4 },
  chanson: { ...plain, tempo: [88, 116], swing: 0.12, scales: ['harmonicMinor', 'minor'], progressions: MINOR_TURNS, voices: 4, beat: 'brushes', bass: 'twofive', chords: ['guitar', 'offbeat', 0.4], second: ['accordion', 'hold', 0.2], lead: ['accordion', 0.36], busy: 5 },
  lounge: { ...plain, tempo: [94, 118], scales: ['major'], progressions: JAZZ_TURNS, voices: 5, beat: 'bossa', bass: 'twofive', chords: ['epiano', 'comp', 0.4], second: ['strings', 'hold', 0.18], lead: ['vibes', 0.46], busy: 4, room: 0.3 },
  library: { ...plain, tempo: [84, 126], scales: ['harmonicMinor', 'dorian'], progressions: MINOR_TURNS, voices: 4, beat: 'funk', bass: 'eighths', chords: ['clav', 'arpeggio', 0.4], second: ['strings', 'hold', 0.26], lead: ['flute', 0.4], busy: 5, room: 0.3 },
  bossa: { ...plain, tempo: [112, 132], scales: ['major', 'dorian'], progressions: JAZZ_TURNS, voices: 5, beat: 'bossa', bass: 'twofive', chords: ['guitar', 'comp', 0.52], lead: ['flute', 0.38], busy: 4 },
  latin: { ...plain, tempo: [108, 126], scales: ['mixolydian', 'minor'], progressions: VAMPS, voices: 4, beat: 'latin', bass: 'syncopated', chords: ['piano', 'stabs', 0.46], lead: ['brass', 0.44], busy: 6 },
  highlife: { ...plain, tempo: [108, 124], scales: ['major', 'mixolydian'], progressions: [[0, 3, 4, 0], [0, 3, 0, 4]], beat: 'afro', bass: 'syncopated', chords: ['guitar', 'arpeggio', 0.5], second: ['organ', 'offbeat', 0.2], lead: ['brass', 0.38], busy: 6 },
  folk: { ...plain, tempo: [84, 118], scales: ['major', 'mixolydian', 'dorian'], progressions: MAJOR_TURNS, beat: 'ticks', bass: 'root', chords: ['guitar', 'arpeggio', 0.56], lead: ['flute', 0.32], busy: 4, room: 0.24 },
  country: { ...plain, tempo: [92, 120], swing: 0.1, scales: ['major', 'mixolydian'], progressions: MAJOR_TURNS, beat: 'brushes', bass: 'twofive', chords: ['guitar', 'strum', 0.5], second: ['organ', 'hold', 0.14], lead: ['guitar', 0.5], busy: 5 },
  indie: { ...plain, tempo: [112, 138], scales: ['major', 'mixolydian'], progressions: MAJOR_TURNS, beat: 'rock', bass: 'eighths', chords: ['guitar', 'strum', 0.5], second: ['pad', 'hold', 0.16], lead: ['pluck', 0.4], busy: 5 },
  punk: { ...plain, tempo: [164, 186], scales: ['major', 'mixolydian'], progressions: [[0, 3, 4, 4], [0, 5, 3, 4]], beat: 'punk', bass: 'eighths', chords: ['saw', 'strum', 0.4], lead: ['guitar', 0.36], busy: 4, echo: 0.02 },
  postpunk: { ...plain, tempo: [126, 148], scales: ['minor', 'dorian'], progressions: MINOR_TURNS, beat: 'motorik', bass: 'eighths', chords: ['guitar', 'offbeat', 0.42], lead: ['clav', 0.36], busy: 5, echo: 0.2 },
  postrock: { ...plain, tempo: [78, 96], scales: ['major', 'lydian'], progressions: STILL, voices: 4, beat: 'slow', bass: 'eighths', chords: ['guitar', 'arpeggio', 0.5], second: ['strings', 'hold', 0.26], lead: ['bell', 0.3], busy: 3, echo: 0.34, room: 0.4 },
  shoegaze: { ...plain, tempo: [96, 122], scales: ['major', 'lydian'], progressions: MAJOR_TURNS, voices: 4, beat: 'rock', bass: 'eighths', chords: ['saw', 'hold', 0.34], second: ['pad', 'hold', 0.3], lead: ['voice', 0.3], busy: 3, echo: 0.3, room: 0.5 },
  dreampop: { ...plain, tempo: [92, 114], scales: ['major', 'lydian'], progressions: MAJOR_TURNS, voices: 5, beat: 'slow', bass: 'root', chords: ['pad', 'hold', 0.4], second: ['pluck', 'arpeggio', 0.34], lead: ['voice', 0.34], busy: 3, echo: 0.32, room: 0.4 },
  prog: { ...plain, tempo: [88, 116], scales: ['dorian', 'lydian'], progressions: [...MINOR_TURNS, ...STILL], voices: 4, beat: 'rock', bass: 'octaves', chords: ['organ', 'arpeggio', 0.34], second: ['strings', 'hold', 0.3], lead: ['saw', 0.26], busy: 6, echo: 0.2, room: 0.3 },
  motorik: { ...plain, tempo: [126, 142], scales: ['mixolydian', 'dorian'], progressions: VAMPS, beat: 'motorik', bass: 'eighths', chords: ['organ', 'hold', 0.24], second: ['pluck', 'arpeggio', 0.36], lead: ['saw', 0.22], busy: 3, echo: 0.26 },
  industrial: { ...plain, tempo: [112, 128], scales: ['phrygian', 'minor'], progressions: VAMPS, beat: 'four', bass: 'octaves', chords: ['square', 'stabs', 0.26], lead: ['bell', 0.26], busy: 4, echo: 0.24, room: 0.3 },
  darkwave: { ...plain, tempo: [110, 132], scales: ['minor', 'harmonicMinor'], progressions: MINOR_TURNS, beat: 'four', bass: 'octaves', chords: ['strings', 'hold', 0.34], second: ['pluck', 'arpeggio', 0.3], lead: ['voice', 0.3], busy: 4, echo: 0.24, room: 0.4 },
  synthpop: { ...plain, tempo: [108, 126], scales: ['major', 'minor'], progressions: [...MAJOR_TURNS, ...MINOR_TURNS], beat: 'four', bass: 'octaves', chords: ['pad', 'hold', 0.32], second: ['pluck', 'arpeggio', 0.32], lead: ['square', 0.26], busy: 6, echo: 0.16 },
  citypop: { ...plain, tempo: [98, 114], scales: ['major', 'dorian'], progressions: JAZZ_TURNS, voices: 5, beat: 'funk', bass: 'syncopated', chords: ['epiano', 'stabs', 0.46], second: ['guitar', 'offbeat', 0.3], lead: ['voice', 0.34], busy: 5 },
  electronic: { ...plain, tempo: [100, 124], scales: ['minor', 'dorian'], progressions: MINOR_TURNS, voices: 4, beat: 'four', bass: 'octaves', chords: ['pluck', 'arpeggio', 0.46], second: ['pad', 'hold', 0.3], lead: ['bell', 0.28], busy: 4, echo: 0.28 },
  downtempo: { ...plain, tempo: [80, 98], swing: 0.1, scales: ['minor', 'dorian'], progressions: STILL, voices: 5, beat: 'slow', bass: 'dub', chords: ['epiano', 'hold', 0.42], second: ['pluck', 'arpeggio', 0.24], lead: ['flute', 0.3], busy: 3, echo: 0.3, room: 0.3 },
  triphop: { ...plain, tempo: [76, 90], swing: 0.14, scales: ['minor', 'harmonicMinor'], progressions: MINOR_TURNS, voices: 4, beat: 'breaks', bass: 'dub', chords: ['epiano', 'hold', 0.4], second: ['strings', 'hold', 0.16], lead: ['voice', 0.3], busy: 3, echo: 0.3, room: 0.3 },
  hiphop: { ...plain, tempo: [84, 98], swing: 0.2, scales: ['minor', 'dorian', 'blues'], progressions: VAMPS, voices: 4, beat: 'breaks', bass: 'dub', chords: ['epiano', 'stabs', 0.46], lead: ['vibes', 0.34], busy: 4 },
  garage: { ...plain, tempo: [128, 136], swing: 0.22, scales: ['minor', 'dorian'], progressions: MINOR_TURNS, voices: 4, beat: 'garage', bass: 'dub', chords: ['organ', 'stabs', 0.34], second: ['pad', 'hold', 0.2], lead: ['voice', 0.24], busy: 3, echo: 0.26 },
  dnb: { ...plain, tempo: [166, 174], scales: ['minor', 'dorian'], progressions: STILL, voices: 5, beat: 'breaks', bass: 'dub', chords: ['pad', 'hold', 0.36], second: ['epiano', 'stabs', 0.26], lead: ['bell', 0.24], busy: 3, echo: 0.26 },
  techno: { ...plain, tempo: [122, 132], scales: ['minor', 'phrygian'], progressions: VAMPS, beat: 'four', bass: 'octaves', chords: ['pluck', 'stabs', 0.44], second: ['square', 'arpeggio', 0.14], lead: null, busy: 0, echo: 0.34, room: 0.24 },
  glitch: { ...plain, tempo: [88, 120], scales: ['pentatonicMinor', 'lydian'], progressions: STILL, voices: 4, beat: 'glitch', bass: 'root', chords: ['bell', 'broken', 0.34], second: ['pad', 'hold', 0.28], lead: ['pluck', 0.34], busy: 6, echo: 0.36, room: 0.24 },
  dub: { ...plain, tempo: [132, 148], swing: 0.1, scales: ['minor', 'dorian'], progressions: VAMPS, beat: 'dub', bass: 'dub', chords: ['guitar', 'offbeat', 0.44], second: ['organ', 'offbeat', 0.24], lead: ['accordion', 0.3], busy: 3, echo: 0.5, room: 0.3 },
  chip: { ...plain, tempo: [120, 148], scales: ['minor', 'major'], progressions: [...MINOR_TURNS, ...MAJOR_TURNS], beat: 'chip', bass: 'octaves', chords: ['square', 'arpeggio', 0.22], lead: ['square', 0.26], busy: 7, echo: 0.1, room: 0 },
} as const satisfies Record<string, Style>

export type StyleName = keyof typeof STYLES
export const STYLE_NAMES = Object.keys(STYLES) as [StyleName, ...StyleName[]]
