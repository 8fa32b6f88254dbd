import { isZone } from '#shared/model/local-day.ts'
import type { WriteDb } from '#main/kernel/db/database.ts'
import { decide, reachMs, witnessName } from './attach.rules.ts'
import type { Candidate } from './attach.rules.ts'
import { textsIn } from './heard-texts.repo.ts'
import type { Text, Texts } from './heard-texts.repo.ts'
import { countTogether } from './play-counts.ts'
import type { CountedTexts } from './play-counts.ts'
import { playDay } from './play-day.ts'
import { personSource, startOf } from './play-of-witnesses.rules.ts'
import type { Witness } from './play-of-witnesses.rules.ts'
import { insertWitnesses, listTold, listWitnesses } from './play-witnesses.repo.ts'
import type { NewWitness } from './play-witnesses.repo.ts'
import type { PlaySource, PlayTime, Recorded, SeenPlay } from './seen-play.ts'
import { settlePlay } from './settle-play.ts'
import { findPlay, insertDoubtful, insertPlays, nextPlayId } from './stored-plays.repo.ts'
import type { NewPlay, StoredPlay } from './stored-plays.repo.ts'

export { rowKeyOf } from './row-key.rules.ts'
export type { PlayHow, PlaySource, PlayTime, Recorded, SeenPlay } from './seen-play.ts'

/** A row of the batch. */
type Row = { at: number; seen: SeenPlay }
type NewRow = Row & { text: Text }

/** A play that a row may belong to. */
type Nearby = { play: StoredPlay; witnesses: Witness[]; candidate: Candidate & { heardTextIds: Set<number>; seenBy: Set<string> } }

/** What became of a row, and the words it was told in. */
type Result = { outcome: Recorded['outcome']; playId: number; heardTextId: number }

type Tell = Parameters<Parameters<typeof countTogether>[1]>[0]
type Batch = { db: WriteDb; source: PlaySource; witness: string; time: PlayTime; texts: Texts; results: Result[]; unsettled: Set<Nearby>; tell: Tell; plays: NewPlay[]; witnesses: NewWitness[]; doubtful: [number, number][]; nextId: number }

/** Rows farther apart share no plays around them. */
const apartMs = 3_600_000

/**
 * Writes what a source saw: a play, another witness of a play that is there, or nothing where the row is known. Results
 * are in the order of `plays`. Call it inside a transaction, with at most 500 plays; when it throws, the transaction
 * has to be rolled back.
 */
export function recordPlays(db: WriteDb, plays: readonly SeenPlay[], source: PlaySource, time: PlayTime): Recorded[] {
  const texts = textsIn(db)
  const rows = plays.map((seen, at): Row => ({ at, seen })).sort((one, other) => one.seen.startedAt - other.seen.startedAt)
  const unsettled = new Set<Nearby>()
  const results: Result[] = []
  const onDisk = countTogether(db, (tell) => {
    const batch: Batch = { db, source, witness: witnessName(source.source, source.accountId), time, texts, results, unsettled, tell, plays: [], witnesses: [], doubtful: [], nextId: nextPlayId(db) }
    for (const cluster of clustersOf(rows)) recordCluster(batch, cluster)
    insertPlays(db, batch.plays)
    insertWitnesses(db, batch.witnesses)
    for (const [playId, otherId] of batch.doubtful) insertDoubtful(db, playId, otherId)
  })
  for (const { play, witnesses } of unsettled) settlePlay(db, play, witnesses, texts, time)
  const isMatched = matchedTexts(db, onDisk)
  return results.map(({ outcome, playId, heardTextId }) => ({ outcome, playId, isMatched: isMatched(heardTextId) }))
}

function wordsOf({ artist, title, album, albumArtist, recordingMbid, pinnedTrackId }: SeenPlay) {
  return { artist, title, album: album ?? '', albumArtist: albumArtist ?? '', recordingMbid: recordingMbid ?? '', pinnedTrackId: pinnedTrackId ?? 0 }
}

function matchedTexts(db: WriteDb, counted: CountedTexts): (heardTextId: number) => boolean {
  const isOnDisk = db.prepare<[number], number>('SELECT tracks.isOnDisk FROM heard_texts JOIN tracks ON tracks.id = heard_texts.trackId WHERE heard_texts.id = ?').pluck()
  const known = new Map(counted)
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

function recordCluster(batch: Batch, rows: readonly Row[]): void {
  const { db, texts, source, results } = batch
  const reach = Math.max(...rows.map(({ seen }) => reachMs(seen)))
  const told = listTold(db, (rows[0]?.seen.startedAt ?? 0) - reach, (rows.at(-1)?.seen.startedAt ?? 0) + reach)
  const known = createKnownRows()
  for (const [startedAt, rowKey, from, accountId, playId, heardTextId] of told) {
    if (from === source.source && accountId === (source.accountId ?? 0)) known.add(startedAt, rowKey, { playId, heardTextId })
  }
  const fresh: NewRow[] = []
  for (const { at, seen } of rows) {
    const row = known.find(seen.startedAt, seen.rowKey)
    if (row) results[at] = { outcome: 'duplicate', ...row }
    else fresh.push({ at, seen, text: texts.ofWords(wordsOf(seen)) })
  }
  const nearby = new Map<string, Nearby[]>(fresh.map(({ text }) => [text.song, []]))
  const wanted = new Set(told.flatMap(([, , , , playId, heardTextId]) => (nearby.has(texts.ofId(heardTextId).song) ? playId : [])))
  for (const id of wanted) {
    const play = findPlay(db, id)
    const witnesses = listWitnesses(db, id)
    const near = play && nearbyOf(play, witnesses)
    if (near) for (const song of new Set(witnesses.map(({ heardTextId }) => texts.ofId(heardTextId).song))) nearby.get(song)?.push(near)
  }
  for (const row of fresh) {
    const { startedAt, rowKey } = row.seen
    const again = known.find(startedAt, rowKey)
    if (again) results[row.at] = { outcome: 'duplicate', ...again }
    else known.add(startedAt, rowKey, recordRow(batch, row, nearby.get(row.text.song) ?? []))
  }
}

type KnownRow = { playId: number; heardTextId: number }

/** Rows of one source by start and key. */
function createKnownRows() {
  const byStart = new Map<number, Map<number, KnownRow>>()
  return {
    find: (startedAt: number, rowKey: number): KnownRow | undefined => byStart.get(startedAt)?.get(rowKey),
    add: (startedAt: number, rowKey: number, row: KnownRow): void => {
      const there = byStart.get(startedAt)
      if (there) there.set(rowKey, row)
      else byStart.set(startedAt, new Map([[rowKey, row]]))
    },
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

function recordRow(batch: Batch, { at, seen, text }: NewRow, plays: Nearby[]): KnownRow {
  const { source, witness: name, time } = batch
  const { startedAt, precisionMs, rowKey, durationMs, heardMs, how, isCounted, rawJson } = seen
  const heardTextId = text.id
  const toldZone = seen.zone !== null && isZone(seen.zone) ? seen.zone : null
  const witness: Witness & { name: string } = { source: source.source, startedAt, precisionMs, rowKey, zone: toldZone, heardTextId, durationMs, heardMs, how, isCounted, name }
  const decision = decide({ startedAt, precisionMs, durationMs, heardMs, heardTextId, witness: name }, plays.map(({ candidate }) => candidate))
  const met = plays.find(({ play }) => play.id === decision.attachTo)
  let playId: number
  if (met) {
    playId = met.play.id
    met.witnesses.push(witness)
    met.candidate.seenBy.add(name)
    met.candidate.heardTextIds.add(heardTextId)
    batch.unsettled.add(met)
  } else {
    const zone = toldZone ?? time.zoneAt(startedAt)
    const values = { heardTextId, startedAt, zone, localDay: playDay(time, startedAt, zone), durationMs, heardMs, how, isCounted }
    playId = batch.nextId++
    batch.plays.push({ id: playId, ...values, fileId: seen.fileId ?? null })
    batch.tell(values)
    plays.push(nearbyOf({ id: playId, ...values, isOpen: false, isDeleted: false }, [witness]))
    for (const other of decision.attachTo === null ? decision.doubtful : []) batch.doubtful.push([playId, other])
  }
  batch.witnesses.push({ ...witness, playId, accountId: source.accountId, importId: source.importId, rawJson })
  batch.results[at] = { outcome: met ? 'attached' : 'added', playId, heardTextId }
  return { playId, heardTextId }
}
