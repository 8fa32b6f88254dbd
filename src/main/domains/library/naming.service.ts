// The catalogue's own keys, for those who look its rows up or make some that a later scan finds again.
import { creditKey, creditNames, creditText, isVarious, various, withoutGuests } from './identity/credit.rules.ts'
import type { CreditName } from './identity/credit.rules.ts'
import { splitDisc, trackTitleKey, workTitleKey } from './identity/title.rules.ts'

export type { CreditName }

/** The names of a printed credit; only a printed *feat.* splits it. */
export function namesOfCredit(printed: string): CreditName[] {
  return creditNames([], printed)
}

/** `tracks.titleKey`. */
export function titleKeyOfTrack(title: string): string {
  return trackTitleKey(title)
}

/** `albums.title` and `albums.titleKey`. */
export function titleOfAlbum(text: string): { title: string; key: string } {
  const { title } = splitDisc(text)
  return { title, key: workTitleKey(title) }
}

/** `albums.artistText` and `albums.artistKey`; whoever stands for many artists is one. */
export function artistOfAlbum(names: readonly CreditName[]): { text: string; key: string; names: CreditName[]; isVarious: boolean } {
  const own = withoutGuests(names)
  const [first] = own
  if (first && isVarious(first.key, first.musicbrainzId)) return { text: various.name, key: various.key, names: [various], isVarious: true }
  return { text: creditText(own), key: creditKey(own), names: own, isVarious: false }
}
