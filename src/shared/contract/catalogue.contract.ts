import { oc } from '@orpc/contract'
import { z } from 'zod'
import { everything, ruleGroupSchema } from '../model/rule-tree.ts'
import { idSchema, windowSchema } from './ids.ts'

/*
 * Lists are windows: a query (which rows, in which order) and a window into it. The core keeps the sorted ids of recent
 * queries, so a window costs its rows only. `version` tells whether two windows show the same state of the library.
 */

export const trackSorts = ['title', 'artist', 'album', 'year', 'duration', 'added', 'plays', 'lastPlayed', 'rating', 'genre', 'quality', 'random'] as const
export const albumSorts = ['title', 'artist', 'year', 'added', 'plays', 'lastPlayed', 'duration', 'random'] as const
export const artistSorts = ['name', 'albums', 'tracks', 'plays', 'lastPlayed', 'added'] as const
export const genreSorts = ['name', 'tracks', 'albums'] as const

function querySchema<const S extends readonly [string, ...string[]]>(sorts: S) {
  return z.object({
    where: ruleGroupSchema.default(everything),
    sort: z.enum(sorts),
    isDescending: z.boolean().default(false),
    /** Order of `random`; the same seed gives the same order. */
    seed: z.int().default(0),
  })
}
export const trackQuerySchema = querySchema(trackSorts)
export const albumQuerySchema = querySchema(albumSorts)
export const artistQuerySchema = querySchema(artistSorts)
export type TrackQuery = z.infer<typeof trackQuerySchema>
export type AlbumQuery = z.infer<typeof albumQuerySchema>
export type ArtistQuery = z.infer<typeof artistQuerySchema>

/** The art's own colours, `#rrggbb`: the strongest that is not near grey, the main ones by area, and the average. */
export const paletteSchema = z.object({ accent: z.string().nullable(), colours: z.array(z.string()), average: z.string() })
export type Palette = z.infer<typeof paletteSchema>

/** One name of a credit and what stands after it. */
export const creditSchema = z.object({ artistId: idSchema, name: z.string(), joinPhrase: z.string() })
export type Credit = z.infer<typeof creditSchema>

/** Marks of the three truths. */
export const truthsSchema = z.object({ isOnDisk: z.boolean(), copies: z.number(), plays: z.number() })

export const trackRowSchema = z.object({
  id: idSchema,
  title: z.string(),
  artist: z.string(),
  artistId: idSchema.nullable(),
  album: z.string().nullable(),
  albumId: idSchema.nullable(),
  coverHash: z.string().nullable(),
  year: z.number().nullable(),
  genre: z.string().nullable(),
  discNumber: z.number().nullable(),
  trackNumber: z.number().nullable(),
  durationMs: z.number().nullable(),
  codec: z.string().nullable(),
  bitrate: z.number().nullable(),
  sampleRate: z.number().nullable(),
  bitsPerSample: z.number().nullable(),
  isLossless: z.boolean(),
  isOnDisk: z.boolean(),
  copies: z.number(),
  plays: z.number(),
  lastPlayedAt: z.number().nullable(),
  addedAt: z.number(),
  rating: z.number().nullable(),
  isLoved: z.boolean(),
})
export type TrackRow = z.infer<typeof trackRowSchema>

export const albumRowSchema = z.object({
  id: idSchema,
  title: z.string(),
  artist: z.string(),
  artistId: idSchema.nullable(),
  year: z.number().nullable(),
  kind: z.string(),
  coverHash: z.string().nullable(),
  tracks: z.number(),
  durationMs: z.number(),
  editions: z.number(),
  isOnDisk: z.boolean(),
  copies: z.number(),
  plays: z.number(),
  lastPlayedAt: z.number().nullable(),
  addedAt: z.number(),
  isLoved: z.boolean(),
})
export type AlbumRow = z.infer<typeof albumRowSchema>

export const artistRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  imageHash: z.string().nullable(),
  /** Covers of up to four albums, for artists without a picture. */
  coverHashes: z.array(z.string()),
  albums: z.number(),
  tracks: z.number(),
  plays: z.number(),
  lastPlayedAt: z.number().nullable(),
  isLoved: z.boolean(),
})
export type ArtistRow = z.infer<typeof artistRowSchema>

export const genreRowSchema = z.object({ id: idSchema, name: z.string(), albums: z.number(), tracks: z.number(), coverHashes: z.array(z.string()) })
export type GenreRow = z.infer<typeof genreRowSchema>

function pageOf<S extends z.ZodType>(item: S) {
  return z.object({ total: z.number(), version: z.number(), items: z.array(item) })
}

/** Where each letter begins in a list sorted by a name: `A` to `Z`, `#`, `…`. */
export const lettersSchema = z.array(z.object({ letter: z.string(), offset: z.number() }))

export const facetValueSchema = z.object({ value: z.string(), id: z.number().nullable(), count: z.number() })
export const facetsSchema = z.object({
  onDisk: z.number(),
  onShelf: z.number(),
  heard: z.number(),
  formats: z.array(facetValueSchema),
  decades: z.array(facetValueSchema),
  genres: z.array(facetValueSchema),
})
export type Facets = z.infer<typeof facetsSchema>

export const albumFileSchema = z.object({
  id: idSchema,
  path: z.string(),
  codec: z.string(),
  bitrate: z.number().nullable(),
  sampleRate: z.number().nullable(),
  bitsPerSample: z.number().nullable(),
  size: z.number(),
  isMissing: z.boolean(),
})

export const albumTrackSchema = z.object({
  id: idSchema,
  discNumber: z.number(),
  trackNumber: z.number(),
  /** The printed position: 'A1' on a record, else the number. */
  position: z.string(),
  title: z.string(),
  credits: z.array(creditSchema),
  durationMs: z.number().nullable(),
  codec: z.string().nullable(),
  bitrate: z.number().nullable(),
  sampleRate: z.number().nullable(),
  bitsPerSample: z.number().nullable(),
  isOnDisk: z.boolean(),
  plays: z.number(),
  lastPlayedAt: z.number().nullable(),
  rating: z.number().nullable(),
  isLoved: z.boolean(),
  hasLyrics: z.boolean(),
  files: z.array(albumFileSchema),
})
export type AlbumTrack = z.infer<typeof albumTrackSchema>

export const editionSchema = z.object({
  id: idSchema,
  title: z.string(),
  disambiguation: z.string().nullable(),
  year: z.number().nullable(),
  label: z.string().nullable(),
  catalogNumber: z.string().nullable(),
  media: z.string().nullable(),
  tracks: z.number(),
  quality: z.string().nullable(),
})
export type Edition = z.infer<typeof editionSchema>

export const albumPageSchema = z.object({
  id: idSchema,
  title: z.string(),
  kind: z.string(),
  credits: z.array(creditSchema),
  year: z.number().nullable(),
  label: z.string().nullable(),
  catalogNumber: z.string().nullable(),
  genres: z.array(z.object({ id: idSchema, name: z.string() })),
  coverHash: z.string().nullable(),
  palette: paletteSchema.nullable(),
  isLoved: z.boolean(),
  rating: z.number().nullable(),
  durationMs: z.number(),
  onDisk: z.object({ tracks: z.number(), of: z.number(), bytes: z.number(), quality: z.string().nullable(), addedAt: z.number(), folder: z.string().nullable(), missing: z.number() }),
  copies: z.number(),
  heard: z.object({ plays: z.number(), heardMs: z.number(), firstAt: z.number().nullable(), lastAt: z.number().nullable(), perMonth: z.array(z.object({ month: z.string(), plays: z.number() })) }),
  editions: z.array(editionSchema),
  editionId: idSchema.nullable(),
  discs: z.array(z.object({ number: z.number(), subtitle: z.string().nullable(), side: z.string().nullable(), durationMs: z.number(), tracks: z.array(albumTrackSchema) })),
  /** Facts of the edition shown, as the tags state them. */
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  otherAlbums: z.array(albumRowSchema),
})
export type AlbumPage = z.infer<typeof albumPageSchema>

export const artistPageSchema = z.object({
  id: idSchema,
  name: z.string(),
  imageHash: z.string().nullable(),
  palette: paletteSchema.nullable(),
  coverHash: z.string().nullable(),
  isLoved: z.boolean(),
  albumCount: z.number(),
  trackCount: z.number(),
  plays: z.number(),
  heardMs: z.number(),
  firstPlayedAt: z.number().nullable(),
  lastPlayedAt: z.number().nullable(),
  genres: z.array(z.object({ id: idSchema, name: z.string() })),
  /** Own albums by kind, in the order shown, then albums of others the artist appears on. */
  groups: z.array(z.object({ kind: z.enum(['album', 'ep', 'single', 'live', 'compilation', 'soundtrack', 'remix', 'other', 'appearsOn']), albums: z.array(albumRowSchema) })),
  topTracks: z.array(trackRowSchema),
  looseTracks: z.array(trackRowSchema),
  similar: z.array(artistRowSchema),
})
export type ArtistPage = z.infer<typeof artistPageSchema>

export const trackDetailSchema = trackRowSchema.extend({
  credits: z.array(creditSchema),
  palette: paletteSchema.nullable(),
  files: z.array(albumFileSchema),
  composer: z.string().nullable(),
  bpm: z.number().nullable(),
  musicalKey: z.string().nullable(),
  skips: z.number(),
  firstPlayedAt: z.number().nullable(),
})
export type TrackDetail = z.infer<typeof trackDetailSchema>

export const lyricsSchema = z.object({ source: z.enum(['embedded', 'sidecar']), isSynced: z.boolean(), text: z.string() })

const lovable = z.enum(['track', 'album', 'artist'])

export const catalogueContract = {
  tracks: oc.input(z.object({ query: trackQuerySchema }).extend(windowSchema.shape)).output(pageOf(trackRowSchema)),
  albums: oc.input(z.object({ query: albumQuerySchema }).extend(windowSchema.shape)).output(pageOf(albumRowSchema)),
  artists: oc.input(z.object({ query: artistQuerySchema }).extend(windowSchema.shape)).output(pageOf(artistRowSchema)),
  genres: oc.input(z.object({ sort: z.enum(genreSorts).default('name') }).extend(windowSchema.shape)).output(pageOf(genreRowSchema)),
  trackLetters: oc.input(z.object({ query: trackQuerySchema })).output(lettersSchema),
  albumLetters: oc.input(z.object({ query: albumQuerySchema })).output(lettersSchema),
  artistLetters: oc.input(z.object({ query: artistQuerySchema })).output(lettersSchema),
  /** Counts per value of every facet, each counted under the other facets' choices. */
  trackFacets: oc.input(z.object({ where: ruleGroupSchema.default(everything) })).output(facetsSchema),
  albumFacets: oc.input(z.object({ where: ruleGroupSchema.default(everything) })).output(facetsSchema),
  /** Ids of a stretch of a list (`to` exclusive), for selecting and playing without reading the rows; 20,000 at most. */
  trackIds: oc.input(z.object({ query: trackQuerySchema, from: z.int().min(0).default(0), to: z.int().min(0) })).output(z.array(idSchema)),
  albumIds: oc.input(z.object({ query: albumQuerySchema, from: z.int().min(0).default(0), to: z.int().min(0) })).output(z.array(idSchema)),
  /** The playable tracks of albums, artists or genres, in album order; 20,000 at most. */
  trackIdsOf: oc.input(z.object({ kind: z.enum(['album', 'artist', 'genre', 'directory']), ids: z.array(idSchema).max(2000), editionId: idSchema.optional() })).output(z.array(idSchema)),
  /** Position of the first row at or after a typed prefix, for type-ahead in lists sorted by a name. */
  seek: oc
    .input(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('tracks'), query: trackQuerySchema, prefix: z.string().max(100) }),
        z.object({ kind: z.literal('albums'), query: albumQuerySchema, prefix: z.string().max(100) }),
        z.object({ kind: z.literal('artists'), query: artistQuerySchema, prefix: z.string().max(100) }),
      ]),
    )
    .output(z.object({ offset: z.number() })),
  tracksByIds: oc.input(z.object({ ids: z.array(idSchema).max(500) })).output(z.array(trackRowSchema)),
  summary: oc.input(z.object({ trackIds: z.array(idSchema).max(20_000) })).output(z.object({ tracks: z.number(), durationMs: z.number(), bytes: z.number() })),
  album: oc.input(z.object({ id: idSchema, editionId: idSchema.optional() })).output(albumPageSchema),
  artist: oc.input(z.object({ id: idSchema })).output(artistPageSchema),
  track: oc.input(z.object({ id: idSchema })).output(trackDetailSchema),
  lyrics: oc.input(z.object({ trackId: idSchema })).output(lyricsSchema.nullable()),
  love: oc.input(z.object({ kind: lovable, ids: z.array(idSchema).min(1).max(500), isLoved: z.boolean() })),
  rate: oc.input(z.object({ kind: lovable, ids: z.array(idSchema).min(1).max(500), rating: z.int().min(0).max(100).nullable() })),
  /** What Home shows. */
  home: oc.output(
    z.object({
      isEmpty: z.boolean(),
      totals: z.object({ tracks: z.number(), albums: z.number(), artists: z.number(), durationMs: z.number() }),
      today: z.object({ plays: z.number(), heardMs: z.number() }),
      recentlyAdded: z.array(albumRowSchema),
      backInRotation: z.array(albumRowSchema),
      unheard: z.array(albumRowSchema),
      lastHeard: z.array(z.object({ playId: idSchema, trackId: idSchema.nullable(), albumId: idSchema.nullable(), title: z.string(), artist: z.string(), coverHash: z.string().nullable(), how: z.string(), startedAt: z.number(), isPlaying: z.boolean() })),
    }),
  ),
}
