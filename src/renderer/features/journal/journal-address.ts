import { playHows } from '#shared/contract/plays.contract.ts'
import type { JournalFilterInput, PlayHow } from '#shared/contract/plays.contract.ts'

/** What the address of the journal says: where it begins and what it shows. */
export type JournalAddress = {
  day?: number
  source?: string
  how?: PlayHow
  artist?: number
  album?: number
  track?: number
  import?: number
  show?: 'skips' | 'both' | 'deleted'
}

function wholeNumber(value: unknown): number | undefined {
  const number = Number(value)
  return value !== undefined && Number.isSafeInteger(number) && number > 0 ? number : undefined
}

/** Reads an address; what cannot be read is left out. */
export function readAddress(search: Record<string, unknown>): JournalAddress {
  const day = wholeNumber(search.day)
  const how = playHows.find((known) => known === search.how)
  const show = (['skips', 'both', 'deleted'] as const).find((known) => known === search.show)
  const numbers = Object.fromEntries(
    (['artist', 'album', 'track', 'import'] as const).flatMap((key) => {
      const id = wholeNumber(search[key])
      return id === undefined ? [] : [[key, id]]
    }),
  )
  return {
    ...(day !== undefined && day >= 1_000_101 && day <= 99_991_231 && { day }),
    ...(typeof search.source === 'string' && search.source !== '' && { source: search.source }),
    ...(how && { how }),
    ...(show && { show }),
    ...numbers,
  }
}

/** The filter an address means. */
export function filterOf({ source, how, artist, album, track, import: importId, show }: JournalAddress): JournalFilterInput {
  return {
    ...(source !== undefined && { sources: [source] }),
    ...(how && { hows: [how] }),
    ...(artist !== undefined && { artistId: artist }),
    ...(album !== undefined && { albumId: album }),
    ...(track !== undefined && { trackId: track }),
    ...(importId !== undefined && { importId }),
    counted: show === 'skips' || show === 'both' ? show : 'plays',
    isDeleted: show === 'deleted',
  }
}

/** Whether anything but a beginning is chosen. */
export function isFiltered({ day: _day, ...filter }: JournalAddress): boolean {
  return Object.keys(filter).length > 0
}

/** The one artist, album or track whose plays are shown. */
export function onlyOf({ artist, album, track }: JournalAddress): { kind: 'artist' | 'album' | 'track'; id: number } | undefined {
  if (track !== undefined) return { kind: 'track', id: track }
  if (album !== undefined) return { kind: 'album', id: album }
  return artist === undefined ? undefined : { kind: 'artist', id: artist }
}
