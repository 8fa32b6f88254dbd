import { isZone } from '#shared/model/local-day.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { decide, reachMs, witnessName } from './attach.rules.ts'
import type { Candidate } from './attach.rules.ts'
import { textsIn } from './heard-texts.repo.ts'
import type { Text, Texts } from './heard-texts.repo.ts'
import { countTogether } from './play-counts.ts'
import { playDay } from './play-day.ts'
import { personSource, startOf } from './play-of-witnesses.rules.ts'
import type { Witness } from './play-of-witnesses.rules.ts'
import { findWitness, insertWitness, listPlaysTold, listWitnesses } from './play-witnesses.repo.ts'
import type { PlaySource, PlayTime, Recorded, SeenPlay } from './seen-play.ts'
import { settlePlay } from './settle-play.ts'
import { findPlay, insertDoubtful, insertPlay } from './stored-plays.repo.ts'
import type { StoredPlay } from './stored-plays.repo.ts'

export { rowKeyOf } from './row-key.rules.ts'
export type { PlayHow, PlaySource, PlayTime, Recorded, SeenPlay } from './seen-play.ts'

/** A row of the batch that is not known yet. */
type Row = { at: number; seen: SeenPlay; text: Text }

/** A play that a row may belong to. */
type Nearby = { play: StoredPlay; witnesses: Witness[]; candidate: Candidate & { heardTextIds: Set<number>; seenBy: Set<string> } }

type Batch = { db: WriteDb; source: PlaySource; witness: string; time: PlayTime; texts: Texts; results: Recorded[]; made: Map<string, number>; unsettled: Set<Nearby>; isMatched: (heardTextId: number) => boolean }

/** Rows farther apart share no plays around them. */
const apartMs = 3_600_000

/**
 * Writes what a source saw: a play, another witness of a play that is there, or nothing where the row is known. Results
 * are in the order of `plays`. Call it inside a transaction, with at most 500 plays; when it throws, the transaction
 * has to be rolled back.
 */
export function recordPlays(db: WriteDb, plays: readonly SeenPlay[], source: PlaySource, time: PlayTime): Recorded[] {
  const texts = textsIn(db)
  const batch: Batch = { db, source, witness: witnessName(source.source, source.accountId), time, texts, results: [], made: new Map(), unsettled: new Set(), isMatched: matchedTexts(db) }
  const rows: Row[] = []
  for (const [at, seen] of plays.entries()) {
    const known = findWitness(db, { ...seen, ...source })
    if (known) batch.results[at] = { outcome: 'duplicate', playId: known.playId, isMatched: batch.isMatched(known.heardTextId) }
    else rows.push({ at, seen, text: texts.ofWords(wordsOf(seen)) })
  }
  if (rows.length === 0) return batch.results
  countTogether(db, (tell) => {
    for (const cluster of clustersOf(rows.toSorted((one, other) => one.seen.startedAt - other.seen.startedAt))) recordCluster(batch, cluster, tell)
  })
  for (const { play, witnesses } of batch.unsettled) settlePlay(db, play, witnesses, texts, time)
  return batch.results
}

function wordsOf({ artist, title, album, albumArtist, recordingMbid, pinnedTrackId }: SeenPlay) {
  return { artist, title, album: album ?? '', albumArtist: albumArtist ?? '', recordingMbid: recordingMbid ?? '', pinnedTrackId: pinnedTrackId ?? 0 }
}

function matchedTexts(db: WriteDb): (heardTextId: number) => boolean {
  const isOnDisk = db.prepare<[number], number>('SELECT tracks.isOnDisk FROM heard_texts JOIN tracks ON tracks.id = heard_texts.trackId WHERE heard_texts.id = ?').pluck()
  const known = new Map<number, boolean>()
  return (heardTextId) => {
    let isMatched = known.get(heardTextId)
    if (isMatched === undefined) known.set(heardTextId, (isMatched = isOnDisk.get(heardTextId) === 1))
    return isMatched
  }
}

function* clustersOf(rows: readonly Row[]): Generator<Row[]> {
  let cluster: Row[] = []
  for (const row of rows) {
    const last = cluster.at(-1)
    if (last && row.seen.startedAt - last.seen.startedAt > apartMs) {
      yield cluster
      cluster = []
    }
    cluster.push(row)
  }
  if (cluster.length > 0) yield cluster
}

function recordCluster(batch: Batch, rows: readonly Row[], tell: Parameters<Parameters<typeof countTogether>[1]>[0]): void {
  const { db, texts } = batch
  const reach = Math.max(...rows.map(({ seen }) => reachMs(seen)))
  const nearby = new Map<string, Nearby[]>(rows.map(({ text }) => [text.song, []]))
  const from = (rows[0]?.seen.startedAt ?? 0) - reach
  const to = (rows.at(-1)?.seen.startedAt ?? 0) + reach
  for (const id of listPlaysTold(db, from, to, (textId) => nearby.has(texts.ofId(textId).song))) {
    const play = findPlay(db, id)
    const witnesses = listWitnesses(db, id)
    const songs = new Set(witnesses.map(({ heardTextId }) => texts.ofId(heardTextId).song))
    const near = play && nearbyOf(play, witnesses)
    if (near) for (const song of songs) nearby.get(song)?.push(near)
  }
  for (const row of rows) {
    const again = batch.made.get(`${row.seen.startedAt} ${row.seen.rowKey}`)
    const plays = nearby.get(row.text.song) ?? []
    if (again !== undefined) batch.results[row.at] = { outcome: 'duplicate', playId: again, isMatched: batch.isMatched(row.text.id) }
    else recordRow(batch, row, plays, tell)
  }
}

function nearbyOf(play: StoredPlay, witnesses: (Witness & { name: string })[]): Nearby {
  const { id, durationMs, heardMs, isDeleted } = play
  // Sources go by their own clocks, not by what a person put right.
  const { startedAt, precisionMs } = startOf(witnesses.filter(({ source }) => source !== personSource)) ?? { startedAt: play.startedAt, precisionMs: null }
  const seenBy = new Set(witnesses.map(({ name }) => name))
  const heardTextIds = new Set(witnesses.map(({ heardTextId }) => heardTextId))
  return { play, witnesses, candidate: { id, startedAt, precisionMs, durationMs, heardMs, heardTextIds, seenBy, isDeleted } }
}

function recordRow(batch: Batch, row: Row, plays: Nearby[], tell: Parameters<Parameters<typeof countTogether>[1]>[0]): void {
  const { db, source, time, results } = batch
  const { seen, text } = row
  const { startedAt, precisionMs, rowKey, durationMs, heardMs, how, isCounted, rawJson } = seen
  const toldZone = seen.zone !== null && isZone(seen.zone) ? seen.zone : null
  const witness: Witness & { name: string } = { source: source.source, startedAt, precisionMs, rowKey, zone: toldZone, heardTextId: text.id, durationMs, heardMs, how, isCounted, name: batch.witness }
  const decision = decide({ startedAt, precisionMs, durationMs, heardMs, heardTextId: text.id, witness: batch.witness }, plays.map(({ candidate }) => candidate))
  const isMatched = batch.isMatched(text.id)
  const met = plays.find(({ play }) => play.id === decision.attachTo)
  let playId = met?.play.id
  if (met) {
    met.witnesses.push(witness)
    met.candidate.seenBy.add(batch.witness)
    met.candidate.heardTextIds.add(text.id)
    batch.unsettled.add(met)
  } else {
    const zone = toldZone ?? time.zoneAt(startedAt)
    const values = { heardTextId: text.id, startedAt, zone, localDay: playDay(time, startedAt, zone), durationMs, heardMs, how, isCounted }
    playId = insertPlay(db, { ...values, fileId: seen.fileId ?? null })
    tell(values)
    plays.push(nearbyOf({ id: playId, ...values, isOpen: false, isDeleted: false }, [witness]))
    for (const other of decision.attachTo === null ? decision.doubtful : []) insertDoubtful(db, playId, other)
  }
  if (playId === undefined) return
  insertWitness(db, { ...witness, playId, accountId: source.accountId, importId: source.importId, rawJson })
  batch.made.set(`${startedAt} ${rowKey}`, playId)
  results[row.at] = { outcome: met ? 'attached' : 'added', playId, isMatched }
}
