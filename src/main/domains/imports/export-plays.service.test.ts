import { expect, test } from 'vitest'
import { openTestImports } from '#tests/factories/imports.ts'
import { exportFormats, exportPlays } from './export-plays.service.ts'

type Library = ReturnType<typeof openTestImports>

/** Everything a play is, without ids. */
function playsOf({ db }: Library): unknown[] {
  return db
    .prepare(`SELECT artistText, titleText, albumText, albumArtistText, recordingMbid, startedAt, zone, localDay, durationMs, heardMs, how, isCounted
      FROM listening_history AS play JOIN heard_texts AS text ON text.id = play.heardTextId ORDER BY startedAt, titleText`.replace('durationMs, heardMs, how', 'play.durationMs, play.heardMs, how'))
    .all()
}

function witnessesOf({ db }: Library): unknown[] {
  return db
    .prepare(`SELECT source, witness.startedAt, precisionMs, rowKey, witness.zone, artistText, titleText, witness.heardMs, play.startedAt AS ofPlay
      FROM play_witnesses AS witness JOIN listening_history AS play ON play.id = witness.playId JOIN heard_texts AS text ON text.id = witness.heardTextId ORDER BY witness.startedAt, source, titleText`)
    .all()
}

async function lifeOf(library: Library): Promise<void> {
  const { file, take } = library
  await take([
    file('a.csv', ['=1+1,"@home, ""live""",+49,22 May 2014 20:11', '-minus,@at,Gauge,22 May 2014 21:11', "'=quoted,'plain,\tTab,22 May 2014 22:11", '伊吹,Jóga,"two\nlines",22 May 2014 23:11'].join('\n')),
    file('b.json', JSON.stringify([{ ts: '2014-05-22T21:15:10.000Z', ms_played: 212_345, master_metadata_track_name: 'Gauge', master_metadata_album_artist_name: '-Minus', master_metadata_album_album_name: 'At' }, { ts: '2014-06-01T10:00:00Z', ms_played: 4_000, master_metadata_track_name: 'Skipped', master_metadata_album_artist_name: 'Slow Tide' }])),
  ])
}

test.each(exportFormats)('what is written as %s comes back as the same plays', async (format) => {
  const library = openTestImports()
  await lifeOf(library)
  expect(playsOf(library)).toHaveLength(5)
  const text = [...exportPlays(library.db, format)].join('')

  const empty = openTestImports()
  const { report } = await empty.take([empty.file(`plays.${format}`, text)])
  expect(report.counts).toMatchObject({ rows: 5, added: 5 })
  expect(playsOf(empty)).toEqual(playsOf(library))
  expect([...exportPlays(empty.db, format)].join('')).toBe(text)
  expect((await empty.take([empty.file(`again.${format}`, text)])).report.counts).toMatchObject({ added: 0, duplicates: 5 })
})

test('our own lines bring back everybody who saw a play, so that their files add nothing afterwards', async () => {
  const library = openTestImports()
  await lifeOf(library)
  const empty = openTestImports()
  await empty.take([empty.file('plays.jsonl', [...exportPlays(library.db, 'jsonl')].join(''))])
  expect(witnessesOf(empty)).toEqual(witnessesOf(library))
  expect(witnessesOf(empty)).toHaveLength(6)
  await lifeOf(empty)
  expect(witnessesOf(empty)).toEqual(witnessesOf(library))
  // Into the library it came from, it adds nothing either.
  const { report } = await library.take([library.file('back.jsonl', [...exportPlays(library.db, 'jsonl')].join(''))])
  expect(report.counts).toMatchObject({ rows: 5, added: 0, attached: 0, duplicates: 5 })
})

test('a spreadsheet takes no field of the CSV for a formula', async () => {
  const library = openTestImports()
  await lifeOf(library)
  const fields = [...exportPlays(library.db, 'csv')].join('').split('\n').slice(1).flatMap((line) => line.split(','))
  expect(fields.filter((field) => /^"?[=+\-@\t\r]/.test(field))).toEqual([])
})
