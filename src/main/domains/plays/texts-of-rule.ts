import type { ReadDb } from '#main/kernel/db/database.ts'
import { nameKey } from '#shared/model/names.ts'
import type { Ledger, Rule } from './ledger.rules.ts'
import { artistNameKey, firstArtistOfKey, looseAlbumKey, playTitleKey } from './words.rules.ts'

/** Every name of artists a rule is about, before and after. */
function namesIn(rule: Exclude<Rule, { kind: 'assign-track' }>): string[] {
  if (rule.kind === 'merge-artists') return [...rule.artists, rule.into]
  if (rule.kind === 'rename-artist') return [rule.artist, rule.to]
  return rule.kind === 'split-artist' ? [rule.artist, ...rule.into.map(({ name }) => name)] : [rule.artist]
}

/**
 * The texts a rule may concern, by what they were told and what they are called now; some of them it leaves as they are.
 * The ledger holds the rule.
 */
export function textsOfRule(db: ReadDb, ledger: Ledger, rule: Exclude<Rule, { kind: 'assign-track' }>): Set<number> {
  const names = namesIn(rule)
  const keys = ledger.linked('artists', names.map(artistNameKey))
  const found = new Set<number>()
  const add = (ids: readonly number[]): void => {
    for (const id of ids) found.add(id)
  }
  const told = db.prepare<[string], number>('SELECT id FROM heard_texts WHERE artistKey = ?').pluck()
  const alsoTold = db.prepare<[string], number>('SELECT heardTextId FROM heard_text_names WHERE artistKey = ?').pluck()
  const owned = db.prepare<[string], number>('SELECT heard_texts.id FROM track_keys JOIN heard_texts ON heard_texts.trackId = track_keys.trackId WHERE track_keys.artistKey = ?').pluck()
  for (const key of keys) {
    add(told.all(firstArtistOfKey(key)))
    add(alsoTold.all(key))
    add(owned.all(key))
  }

  const artists = db.prepare<[string], number>('SELECT id FROM artists WHERE nameKey = ?').pluck()
  const meant = db.prepare<[number], number>('SELECT id FROM heard_texts WHERE artistId = ?').pluck()
  const credited = db.prepare<[number], number>('SELECT heard_texts.id FROM track_artists JOIN heard_texts ON heard_texts.trackId = track_artists.trackId WHERE track_artists.artistId = ?').pluck()
  const onAlbums = db.prepare<[number], number>('SELECT heard_texts.id FROM album_artists JOIN heard_texts ON heard_texts.albumId = album_artists.albumId WHERE album_artists.artistId = ?').pluck()
  const spellings = new Set([...names.map((name) => nameKey(name)), ...[...keys].flatMap((key) => [key, firstArtistOfKey(key)]).flatMap((key) => [key, `the ${key}`])])
  for (const spelling of spellings) {
    for (const artistId of artists.all(spelling)) for (const statement of [meant, credited, onAlbums]) add(statement.all(artistId))
  }
  return withTitle(db, ledger, rule, found)
}

/** Of those only the ones with the title or album the rule is about. */
function withTitle(db: ReadDb, ledger: Ledger, rule: Exclude<Rule, { kind: 'assign-track' }>, ids: Set<number>): Set<number> {
  if (rule.kind === 'rename-album') {
    const keys = ledger.linked('albums', [looseAlbumKey(rule.album), looseAlbumKey(rule.to)])
    const albums = db.prepare<[number], [string, string]>('SELECT albumText, albumName FROM heard_texts WHERE id = ?').raw()
    return new Set([...ids].filter((id) => albums.get(id)?.some((album) => album !== '' && keys.has(looseAlbumKey(album)))))
  }
  const title = rule.kind === 'rename-track' || rule.kind === 'hide' ? rule.title : undefined
  if (title === undefined) return ids
  const keys = ledger.linked('titles', [playTitleKey(title), ...(rule.kind === 'rename-track' ? [playTitleKey(rule.to)] : [])])
  const titles = db.prepare<[number], { titleKey: string; titleName: string }>('SELECT titleKey, titleName FROM heard_texts WHERE id = ?')
  return new Set(
    [...ids].filter((id) => {
      const text = titles.get(id)
      return text !== undefined && (keys.has(text.titleKey) || keys.has(playTitleKey(text.titleName)))
    }),
  )
}
