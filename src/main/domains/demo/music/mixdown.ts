import type { SeededRandom } from '../seeded-random.ts'
import { createBand } from './instruments.ts'
import { addEcho, addRoom } from './effects.ts'
import { BARS_OF_A_SONG, writeSong } from './score.ts'
import type { Part, Song } from './score.ts'
import { keyName } from './scales.ts'
import { STYLES } from './styles.ts'
import type { StyleName } from './styles.ts'

/** A stretch of the material that can be repeated and put in any order. `seconds` is its length before it was rounded to whole frames. */
export type Piece = { song: number; role: Part['role'] | 'silence'; start: number; length: number; seconds: number }

/** All the sound an album is made of: mono, between -1 and 1, cut into pieces. */
export type Material = {
  sampleRate: number
  samples: Float32Array
  pieces: readonly Piece[]
  songs: readonly { key: string; bpm: number }[]
}

/** Seconds of sound to compose for one album; slow music gets fewer songs, never shorter ones. */
const BUDGET_SECONDS = 52
const MAX_SONGS = 3
const SILENCE_SECONDS = 0.12

/** `grain` is the frame length of the format the material will be encoded in: every piece is a multiple of it. */
export function recordAlbum({ style: name, sampleRate, grain, random }: { style: StyleName; sampleRate: number; grain: number; random: SeededRandom }): Material {
  const style = STYLES[name]
  const band = createBand(sampleRate, random)
  const bpm = Math.round(random.between(style.tempo[0], style.tempo[1]))
  const tonic = random.whole(45, 56)
  const songs: Song[] = []
  const songSeconds = ((4 * 60) / bpm) * BARS_OF_A_SONG
  const count = Math.max(1, Math.min(MAX_SONGS, Math.floor(BUDGET_SECONDS / songSeconds)))
  for (let index = 0; index < count; index++) songs.push(writeSong(style, tonic + ([0, 5, -3][index] ?? 0), random))

  const toGrain = (seconds: number): number => Math.max(1, Math.round((seconds * sampleRate) / grain)) * grain
  const barLength = (4 * 60) / bpm
  const pieces: Piece[] = []
  let length = 0
  for (const [song, { parts }] of songs.entries()) {
    for (const part of parts) {
      const seconds = part.bars * barLength
      const piece = { song, role: part.role, start: length, length: toGrain(seconds), seconds }
      pieces.push(piece)
      length += piece.length
    }
  }
  const silence = toGrain(SILENCE_SECONDS)
  // Silence around it: the last chord's echo runs out before, an encoder's overlap after.
  pieces.push({ song: -1, role: 'silence', start: length + silence, length: silence, seconds: SILENCE_SECONDS })
  length += 4 * silence

  const dry = new Float32Array(length)
  const wet = new Float32Array(length)
  for (const [song, { parts }] of songs.entries()) {
    for (const [index, part] of parts.entries()) {
      const piece = pieces[song * 4 + index]
      if (!piece) continue
      const samplesPerBar = piece.length / part.bars
      for (const event of part.events) {
        const at = piece.start + Math.round(event.at * samplesPerBar)
        const isDrum = 'drum' in event
        const sound = isDrum ? band.hit(event.drum) : band.note(event.voice, event.pitch, event.length * barLength)
        mix(isDrum || event.pitch < 45 ? dry : wet, sound, at, event.gain)
      }
    }
  }
  addEcho(wet, Math.round((60 / bpm) * 0.75 * sampleRate), style.echo)
  addRoom(wet, sampleRate, style.room)
  mix(dry, wet, 0, 1)
  master(dry, pieces, sampleRate)
  return { sampleRate, samples: dry, pieces, songs: songs.map((song) => ({ key: keyName(song.tonic, song.scale), bpm })) }
}

function mix(into: Float32Array, sound: Float32Array, at: number, gain: number): void {
  const end = Math.min(sound.length, into.length - at)
  for (let index = 0; index < end; index++) into[at + index]! += sound[index]! * gain
}

const PEAK = 0.72

/** Close to tanh below 2, and much cheaper. */
function rounded(value: number): number {
  const square = value * value
  return (value * (27 + square)) / (27 + 9 * square)
}

/** Brings the loudest moment to a fixed peak, rounds off the rest, and lets every piece begin and end near silence so that any may follow any. */
function master(samples: Float32Array, pieces: readonly Piece[], sampleRate: number): void {
  let peak = 1e-6
  for (let at = 0; at < samples.length; at++) peak = Math.max(peak, Math.abs(samples[at]!))
  const drive = 1.6 / peak
  const ceiling = PEAK / rounded(1.6)
  for (let at = 0; at < samples.length; at++) samples[at] = ceiling * rounded(samples[at]! * drive)
  const fadeIn = Math.round(0.002 * sampleRate)
  const fadeOut = Math.round(0.006 * sampleRate)
  for (const piece of pieces) {
    const end = piece.start + piece.length
    if (piece.role === 'silence') samples.fill(0, piece.start, end)
    if (piece.role === 'ending') for (let at = 0; at < piece.length; at++) samples[piece.start + at]! *= (1 - at / piece.length) ** 2
    for (let at = 0; at < fadeIn; at++) samples[piece.start + at]! *= at / fadeIn
    for (let at = 0; at < fadeOut; at++) samples[end - 1 - at]! *= at / fadeOut
  }
}
