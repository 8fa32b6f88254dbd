import { albumPage } from './domains/catalogue/album-page.reads.ts'
import { artistPage } from './domains/catalogue/artist-page.reads.ts'
import { home } from './domains/catalogue/home.reads.ts'
import { currentTracks, playableTracks } from './domains/playback/playback.reads.ts'
import type { Read } from './kernel/db/reads.ts'

/** Every read the reader threads can run. */
export const reads: readonly Read<never, unknown>[] = [albumPage, artistPage, home, playableTracks, currentTracks]
