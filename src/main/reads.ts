import { albumPage } from './domains/catalogue/album-page.reads.ts'
import { artistPage } from './domains/catalogue/artist-page.reads.ts'
import { home } from './domains/catalogue/home.reads.ts'
import { currentTracks, playableTracks } from './domains/playback/playback.reads.ts'
import type { ReadDb } from './kernel/db/database.ts'
import type { Read } from './kernel/db/reads.ts'

type AnyRead = { readonly name: string; readonly run: (db: ReadDb, args: unknown) => unknown }

/** Arguments come from the caller that named the read, whose type they have. */
function forget<Args, Result>(read: Read<Args, Result>): AnyRead {
  return { name: read.name, run: (db, args) => read.run(db, args as Args) }
}

/** Every read the reader thread can run, by name. */
export const reads: ReadonlyMap<string, AnyRead> = new Map([forget(albumPage), forget(artistPage), forget(home), forget(playableTracks), forget(currentTracks)].map((read) => [read.name, read]))
