import { albumPage } from './domains/catalogue/album-page.reads.ts'
import { artistPage } from './domains/catalogue/artist-page.reads.ts'
import { home } from './domains/catalogue/home.reads.ts'
import { albumWindow, artistWindow, facets, genreWindow, idStretch, letters, seek, summary, trackDetail, trackIdsOf, trackWindow } from './domains/catalogue/lists.reads.ts'
import { browse, failures, folders, missing, moveCandidates } from './domains/library/library.reads.ts'
import { journal } from './domains/plays/journal.reads.ts'
import { doubtful, heardSummary, sources, witnesses } from './domains/plays/plays.reads.ts'
import { programPlays } from './domains/plays/program-plays.reads.ts'
import { stats, top } from './domains/plays/stats.reads.ts'
import { clock, day, onThisDay, strips, year } from './domains/plays/timeline.reads.ts'
import { candidates, unmatched } from './domains/plays/unmatched.reads.ts'
import { suggestions } from './domains/search/search.reads.ts'
import { currentTracks, playableTracks } from './domains/playback/playback.reads.ts'
import type { Read } from './kernel/db/reads.ts'

/** Every read the reader threads can run. */
export const reads: readonly Read<never, unknown>[] = [
  albumPage, artistPage, home, trackDetail,
  trackWindow, albumWindow, artistWindow, genreWindow, letters, seek, idStretch, trackIdsOf, facets, summary,
  suggestions,
  folders, failures, missing, moveCandidates, browse,
  playableTracks, currentTracks,
  journal, day, strips, year, clock, onThisDay, sources, witnesses, heardSummary, unmatched, candidates, doubtful, top, stats, programPlays,
]
