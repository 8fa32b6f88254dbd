/** A play or a love as a fake service holds it. `at` = UTC seconds; null = it has none, as some old rows. */
export type FakePlay = {
  artist: string
  title: string
  album: string
  at: number | null
  mbid?: string
  durationMs?: number
  /** How it came there: as part of the test's world when undefined. */
  sentBy?: string
}

/** A love as a fake service holds it; `at` = UTC seconds. */
export type FakeLove = { artist: string; title: string; at: number; mbid?: string }

/** What names a play: services keep one of its kind. */
export function playName({ artist, title, at }: Pick<FakePlay, 'artist' | 'title' | 'at'>): string {
  return JSON.stringify([artist, title, at])
}

/** Newest first; those without a date last. */
export function newestFirst(plays: readonly FakePlay[]): FakePlay[] {
  return [...plays].sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
}
