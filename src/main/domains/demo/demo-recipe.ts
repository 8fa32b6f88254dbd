import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { FORMAT_NAMES } from './formats/encode.ts'
import { STYLE_NAMES } from './music/styles.ts'

const track = z.union([
  z.string(),
  z.object({ title: z.string(), artist: z.string().optional(), feat: z.array(z.string()).optional(), lyrics: z.array(z.string()).optional() }),
])

const album = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  artist: z.string(),
  /** Empty for a loose track. */
  title: z.string(),
  year: z.number().int(),
  /** Of this edition, where it is not the first. */
  released: z.number().int().optional(),
  edition: z.string().optional(),
  editionOf: z.string().optional(),
  label: z.string().optional(),
  catalogue: z.string().optional(),
  genres: z.array(z.string()).min(1),
  style: z.enum(STYLE_NAMES),
  /** Albums with one seed hold the same music. */
  seed: z.string().optional(),
  minutes: z.number().positive(),
  format: z.enum(FORMAT_NAMES),
  cover: z.enum(['embedded', 'folder', 'both', 'none']),
  kind: z.enum(['album', 'ep', 'live', 'compilation', 'soundtrack', 'loose']).default('album'),
  composer: z.string().optional(),
  media: z.string().optional(),
  lyricsAs: z.enum(['embedded', 'lrc']).default('embedded'),
  /** Tracks per side of a record, numbered A1, A2 and so on. */
  sides: z.array(z.number().int()).optional(),
  tracks: z.array(track).optional(),
  discs: z.array(z.object({ subtitle: z.string(), tracks: z.array(track) })).optional(),
  alsoMp3: z.boolean().default(false),
})

export type RecipeAlbum = z.infer<typeof album>
export type RecipeTrack = Exclude<z.infer<typeof track>, string>

/** The albums of the demo library, in the order of the file; an album wanted as MP3 too comes twice. */
export async function readRecipe(folder: string): Promise<RecipeAlbum[]> {
  const { albums } = z.object({ albums: z.array(album) }).parse(JSON.parse(await readFile(join(folder, 'recipe.json'), 'utf8')))
  return albums.flatMap((entry) => (entry.alsoMp3 ? [entry, { ...entry, id: `${entry.id}-mp3`, seed: entry.seed ?? entry.id, format: 'mp3', edition: 'MP3', editionOf: entry.id } satisfies RecipeAlbum] : [entry]))
}

/** Discs of an album, each with its tracks; most have one. */
export function discsOf({ discs, tracks }: RecipeAlbum): { subtitle: string | null; tracks: RecipeTrack[] }[] {
  const full = (list: readonly z.infer<typeof track>[]): RecipeTrack[] => list.map((entry) => (typeof entry === 'string' ? { title: entry } : entry))
  return discs ? discs.map((disc) => ({ subtitle: disc.subtitle, tracks: full(disc.tracks) })) : [{ subtitle: null, tracks: full(tracks ?? []) }]
}
