import { expect, test } from 'vitest'
import { openTestImports } from '#tests/factories/imports.ts'
import { zipOf } from '#tests/factories/zip.ts'
import { inEnglish } from '#shared/messages/say.ts'

const listen = (title: string, at = 1_700_000_000): string => `${JSON.stringify({ listened_at: at, track_metadata: { artist_name: 'Slow Tide', track_name: title } })}\n`

test('a zip is read in place: its histories are taken, whatever leads out, lies or bursts is left alone and named', async () => {
  const { file, take, count } = openTestImports()
  const bomb = Buffer.alloc(48 * 1024 * 1024, 0x20)
  const path = file(
    'export.zip',
    zipOf([
      { name: 'listens/2023/11.jsonl', content: listen('One') + listen('Two', 1_700_000_500) },
      { name: '../../../etc/cron.d/evil.jsonl', content: listen('Slip') },
      { name: '/etc/evil.jsonl', content: listen('Slip') },
      { name: 'C:\\evil.jsonl', content: listen('Slip') },
      { name: 'bomb.jsonl', content: Buffer.concat([Buffer.from(listen('Bomb')), bomb]) },
      { name: 'locked.jsonl', content: listen('Locked'), isEncrypted: true },
      { name: 'liar.jsonl', content: listen('Liar').repeat(3), claimedSize: 20 },
      { name: 'read me.txt', content: 'These are your listens.' },
    ]),
  )
  const { report } = await take([path])
  expect(report.counts).toMatchObject({ rows: 2, added: 2 })
  expect(count('listening_history')).toBe(2)
  const problems = Object.fromEntries(report.files.map((told) => [told.path.slice('export.zip/'.length), told.problem && inEnglish(told.problem)]))
  expect(problems).toEqual({
    'listens/2023/11.jsonl': null,
    '../../../etc/cron.d/evil.jsonl': 'Its name leads out of the archive.',
    '/etc/evil.jsonl': 'Its name leads out of the archive.',
    'C:/evil.jsonl': 'Its name leads out of the archive.',
    'bomb.jsonl': 'It would unpack to far more than a listening history is.',
    'locked.jsonl': 'It is protected by a password.',
    'liar.jsonl': expect.stringContaining('could not be read'),
    'read me.txt': null,
  })
})

test('a zip that was cut off is refused as a whole, a history that was cut off is kept up to there', async () => {
  const { file, take } = openTestImports()
  const whole = zipOf([{ name: 'a.jsonl', content: Array.from({ length: 200 }, (_, index) => listen(`Song ${index}`, 1_700_000_000 + index * 300)).join('') }])
  const cut = await take([file('cut.zip', whole.subarray(0, whole.length - 60))])
  expect(cut.report.files).toMatchObject([{ path: 'cut.zip', format: null, problem: { template: expect.stringContaining('damaged or incomplete') } }])
  const array = JSON.stringify([{ ts: '2020-01-01T00:10:00Z', ms_played: 60_000, master_metadata_track_name: 'Gauge', master_metadata_album_artist_name: 'Slow Tide' }, { ts: '2020-01-01T00:20:00Z', ms_played: 1 }])
  const { report } = await take([file('cut.json', array.slice(0, -20))])
  expect(report.counts).toMatchObject({ rows: 2, added: 1, rejected: { 'cut-off': 1 } })
})

test('rows that are too deep, too large or nonsense cost only themselves', async () => {
  const { file, take } = openTestImports()
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const huge = 'x'.repeat(3 * 1024 * 1024)
  const lines = [listen('First').trim(), `{"listened_at":1,"track_metadata":${deep}}`, `{"listened_at":2,"track_metadata":{"track_name":"${huge}"}}`, '{"listened_at":', 'null', listen('Last', 1_700_001_000).trim()]
  const { report } = await take([file('mixed.jsonl', lines.join('\n'))])
  expect(report.counts).toMatchObject({ rows: 6, added: 2, rejected: { malformed: 2, 'too-large': 1, 'no-title': 1 } })

  const item = (title: string, extra: string): string => `{"ts":"2020-01-01T0${title.length}:10:00Z","ms_played":60000,"master_metadata_track_name":"${title}","master_metadata_album_artist_name":"Slow Tide","extra":${extra}}`
  const array = `[${item('a', '"\\\\\\""')},${item('bb', deep)},${item('ccc', `"${huge}"`)},${item('dddd', 'nonsense')},${item('eeeee', '"{[\\"]}"')}]`
  const second = await take([file('mixed.json', array)])
  expect(second.report.counts).toMatchObject({ rows: 5, added: 2, rejected: { malformed: 1, 'too-large': 2 } })

  const nested = await take([file('nested.json', `{"recenttracks":${'{"a":'.repeat(5_000)}"uts": "track":[]`)])
  expect(nested.report.counts.added).toBe(0)
})

test('a property list declares no entities, fetches nothing and nests only so far', async () => {
  const { file, take } = openTestImports()
  const list = (doctype: string, name: string): string =>
    `<?xml version="1.0"?>${doctype}<plist version="1.0"><dict><key>Tracks</key><dict><key>1</key><dict><key>Name</key><string>${name}</string><key>Artist</key><string>Slow Tide</string><key>Play Count</key><integer>1</integer><key>Play Date UTC</key><date>2015-05-04T12:20:51Z</date></dict></dict></dict></plist>`
  const laughs = '<!DOCTYPE plist [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
  expect((await take([file('laughs.xml', list(laughs, '&b;&c;'))])).report.counts).toMatchObject({ added: 0, rejected: { malformed: 1 } })
  const { report } = await take([file('unknown.xml', list('<!DOCTYPE plist SYSTEM "http://example.invalid/x.dtd">', 'A &unknown; B'))])
  expect(report.samples.map(({ title }) => title)).toEqual(['A &unknown; B'])
  const deep = list('', `x</string>${'<key>k</key><dict>'.repeat(5_000)}<string>`)
  expect((await take([file('deep.xml', deep)])).report.counts).toMatchObject({ added: 0, rejected: { malformed: 1 } })
})

test('a quote that is never closed costs one record, not the rest of the file', async () => {
  const { file, take } = openTestImports()
  const rows = Array.from({ length: 300 }, (_, index) => `Slow Tide,Harbour,${index === 3 ? '"7 inch' : `Song ${index}`},${String((index % 28) + 1).padStart(2, '0')} May 20${10 + Math.floor(index / 28)} 20:11`)
  const { report } = await take([file('quote.csv', rows.join('\r\n'))])
  expect(report.counts).toMatchObject({ rows: 300, added: 299, rejected: { malformed: 1 } })
})

test('a folder is read with everything in it, the same history twice counts once', async () => {
  const { file, take, paths } = openTestImports()
  const { mkdirSync } = await import('node:fs')
  mkdirSync(`${paths.data}/all/deeper`, { recursive: true })
  file('all/a.jsonl', listen('One'))
  file('all/deeper/b.zip', zipOf([{ name: 'again.jsonl', content: listen('One') }]))
  const { report } = await take([`${paths.data}/all`])
  expect(report.counts).toMatchObject({ rows: 2, added: 1, duplicates: 1 })
  expect(report.files.map(({ path }) => path)).toEqual(['all/a.jsonl', 'all/deeper/b.zip/again.jsonl'])
})
