import { discsOf } from './demo-recipe.ts'
import type { RecipeAlbum, RecipeTrack } from './demo-recipe.ts'
import { FORMATS } from './formats/encode.ts'
import type { FormatName } from './formats/encode.ts'
import type { TrackTags } from './formats/assembler.ts'
import type { Material, Piece } from './music/mixdown.ts'
import { seededRandom } from './seeded-random.ts'

/** Where albums are made before they are moved into place, inside the folder of the demo. */
export const MAKING = '.making'

/** What depends on the sound comes later: gains, tempo, key. */
export type PlannedTags = Omit<TrackTags, 'bpm' | 'key' | 'trackGain' | 'trackPeak' | 'albumGain' | 'albumPeak'>
export type PlannedTrack = { /** Below the album's folder. */ path: string; seconds: number; seed: string; tags: PlannedTags }
export type PlannedAlbum = {
  id: string
  /** Below the demo library; the folder of an album, or the file of a loose track. */
  path: string
  isLoose: boolean
  isOtherEdition: boolean
  format: FormatName
  seed: string
  recipe: RecipeAlbum
  tracks: PlannedTrack[]
}

const VARIOUS = 'Various Artists'
/** The recipe's minutes are those of the record; this share of them is made, to stay within the size. */
const SHARE = 0.62
const SHORTEST_SECONDS = 34

/** Without ffmpeg its formats give way to others. */
export function planAlbum(recipe: RecipeAlbum, hasFfmpeg: boolean): PlannedAlbum {
  const isLoose = recipe.kind === 'loose'
  const format = hasFfmpeg ? recipe.format : (FORMATS[recipe.format].fallback ?? recipe.format)
  const seed = recipe.seed ?? recipe.id
  const discs = discsOf(recipe)
  const count = discs.reduce((sum, disc) => sum + disc.tracks.length, 0)
  const mean = (recipe.minutes * 60 * SHARE) / count
  const { extension } = FORMATS[format]
  const tracks = discs.flatMap((disc, discIndex) =>
    disc.tracks.map((track, index): PlannedTrack => {
      const number = positionOf(recipe, index)
      const discFolder = discs.length > 1 ? `CD${discIndex + 1}/` : ''
      const by = recipe.kind === 'compilation' && track.artist !== undefined ? `${track.artist} - ` : ''
      const name = isLoose ? track.title : `${number.padStart(2, '0')} ${by}${track.title}`
      return {
        path: `${discFolder}${safeName(name)}.${extension}`,
        seconds: trackSeconds(`${seed} ${track.title}`, track.title, mean),
        seed: `${seed} ${track.title}`,
        tags: tagsOf(recipe, track, {
          trackNumber: isLoose ? null : number,
          trackTotal: isLoose ? null : disc.tracks.length,
          discNumber: discs.length > 1 ? discIndex + 1 : null,
          discTotal: discs.length > 1 ? discs.length : null,
          discSubtitle: disc.subtitle,
        }),
      }
    }),
  )
  const artistFolder = safeName(recipe.kind === 'compilation' ? 'Compilations' : recipe.artist)
  const albumFolder = safeName(`${recipe.year} ${recipe.title}${recipe.edition === undefined ? '' : ` (${recipe.edition})`}`)
  return { id: recipe.id, path: `${artistFolder}/${isLoose ? (tracks[0]?.path ?? recipe.id) : albumFolder}`, isLoose, isOtherEdition: recipe.editionOf !== undefined, format, seed, recipe, tracks }
}

type Placement = Pick<TrackTags, 'trackNumber' | 'trackTotal' | 'discNumber' | 'discTotal' | 'discSubtitle'>

function tagsOf(recipe: RecipeAlbum, track: RecipeTrack, placement: Placement): PlannedTags {
  const artist = track.artist ?? recipe.artist
  const guests = track.feat ?? []
  return {
    ...placement,
    title: track.title,
    artist: guests.length > 0 ? `${artist} feat. ${guests.join(' & ')}` : artist,
    artists: [artist, ...guests],
    albumArtist: recipe.kind === 'loose' ? null : recipe.kind === 'compilation' ? VARIOUS : recipe.artist,
    album: recipe.title === '' ? null : recipe.title,
    year: recipe.released ?? recipe.year,
    originalYear: recipe.year,
    genres: recipe.genres,
    label: recipe.label ?? null,
    catalogNumber: recipe.catalogue ?? null,
    composer: recipe.composer ?? null,
    media: recipe.media ?? null,
    isCompilation: recipe.kind === 'compilation',
    releaseType: recipe.kind === 'loose' ? 'single' : recipe.kind,
    lyrics: track.lyrics ?? null,
  }
}

function positionOf({ sides }: RecipeAlbum, index: number): string {
  let left = index
  for (const [side, tracks] of (sides ?? []).entries()) {
    if (left < tracks) return `${String.fromCharCode(65 + side)}${left + 1}`
    left -= tracks
  }
  return String(index + 1)
}

/** Introductions and skits are short; the rest spreads around the mean. */
function trackSeconds(seed: string, title: string, mean: number): number {
  const random = seededRandom(seed)
  const isShort = /\((?:intro|skit|interlude|outro|reprise)\)|^Introduction|^Band Introductions|^Intro/.test(title)
  return Math.max(SHORTEST_SECONDS, mean * (isShort ? random.between(0.25, 0.4) : 1 + 0.22 * random.normal()))
}

const FORBIDDEN = /[<>:"/\\|?*]/g

function safeName(name: string): string {
  return name.replace(FORBIDDEN, '_').replace(/[. ]+$/, '')
}

/** The same order in every format, as near to the wanted length as the pieces allow: verses and choruses of one song, its ending, a little silence. */
export function arrange({ pieces, songs }: Material, track: PlannedTrack, position: number): number[] {
  const random = seededRandom(`${track.seed} order`)
  const song = position % songs.length
  const find = (role: Piece['role']): number => pieces.findIndex((piece) => piece.role === role && (piece.song === song || role === 'silence'))
  const seconds = (index: number): number => pieces[index]?.seconds ?? 0
  const [intro, verse, chorus, ending, silence] = [find('intro'), find('verse'), find('chorus'), find('ending'), find('silence')]
  const wanted = track.seconds - seconds(ending)
  const cycle = random.pick([
    [verse, verse, chorus, chorus],
    [verse, chorus, verse, chorus, intro],
    [verse, verse, chorus, verse, intro, chorus],
    [chorus, verse, verse, chorus, chorus],
  ])
  const order = random.chance(0.75) ? [intro] : []
  let total = order.length * seconds(intro)
  for (let index = 0; ; index++) {
    const next = cycle[index % cycle.length] ?? verse
    if (order.length >= 2 && total + seconds(next) / 2 >= wanted) break
    order.push(next)
    total += seconds(next)
  }
  order.push(ending)
  // What is left over, up to two seconds, is the pause before the next track.
  const pause = Math.max(0, Math.min(2, wanted - total)) + random.between(0.1, 1)
  for (let left = pause; left > 0; left -= seconds(silence)) order.push(silence)
  return order
}
