import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { hear, words } from '#tests/factories/heard.ts'
import { testContext } from '#tests/factories/library.ts'
import { openCorrections } from './corrections.service.ts'

function corrections() {
  const ctx = testContext()
  return { ...ctx, ledger: openCorrections({ ...ctx, workers: (name) => pathToFileURL(`src/main/${name}.ts`) }, 'wal') }
}

test('a large correction runs in a thread and is one transaction all the same', async () => {
  const { db, ledger, heard, events } = corrections()
  for (let song = 0; song < 60; song++) hear(db, words('Low Tied', `Song number ${song}`), 1)
  const rule = { kind: 'merge-artists' as const, artists: ['Low Tied'], into: 'Low Tide' }
  const told = await ledger.preview(rule)
  expect(told).toMatchObject({ texts: 60, plays: 60 })
  expect(told.examples).toHaveLength(10)
  const { id, effect } = await ledger.make(rule)
  expect(effect).toEqual(told)
  expect(db.prepare('SELECT DISTINCT artistName FROM heard_texts').pluck().all()).toEqual(['Low Tide'])
  expect((await ledger.undo(id)).effect.plays).toBe(60)
  const again = await ledger.redo(id)
  expect(again.id).toBeGreaterThan(id)
  events.flush()
  expect(heard.map(({ type }) => type)).toEqual(expect.arrayContaining(['plays.changed', 'library.changed']))
  await expect(ledger.make({ ...rule, artists: ['Low Tide'], into: 'Low Tied' })).rejects.toMatchObject({ code: 'conflict' })
})

test('the ledger lists what was made, newest first, and exports all of it with the words it names', async () => {
  const { db, ledger } = corrections()
  const { id: text, meaning } = hear(db, words('Low Tied', 'Foam', { album: 'Red' }), 2)
  const first = await ledger.make({ kind: 'rename-artist', artist: 'Low Tied', to: 'Low Tide' })
  const second = await ledger.make({ kind: 'assign-track', heardTextId: text, trackId: meaning.trackId ?? 0 })
  await ledger.undo(first.id)
  expect(ledger.list({ offset: 0, limit: 10 })).toMatchObject({ total: 2, items: [{ id: second.id, undoneAt: null }, { id: first.id, texts: 1, plays: 2, undoneAt: expect.any(Number) }] })
  expect(ledger.list({ offset: 1, limit: 1 }).items).toHaveLength(1)
  const exported = JSON.parse(ledger.export().text) as unknown
  expect(exported).toMatchObject({
    format: 'sillon-corrections',
    version: 1,
    corrections: [
      { id: first.id, kind: 'rename-artist', artist: 'Low Tied', to: 'Low Tide', undoneAt: '2026-01-01T12:00:00.000Z' },
      { kind: 'assign-track', heard: { artist: 'Low Tied', title: 'Foam', album: 'Red' }, track: { title: 'Foam' }, undoneAt: null },
    ],
  })
})
