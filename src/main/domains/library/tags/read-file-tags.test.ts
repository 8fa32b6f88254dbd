import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { apeTag, flac, flacPicture, id3Frame, id3Text, id3v1, id3v2, id3v2Picture, mp3Frames, opus, pictureBytes, undeclared, userText, variableMp3Frames, wav, xingFrame } from '#tests/factories/audio-bytes.ts'
import { temporaryFolder } from '#tests/factories/library.ts'
import type { FileTags } from './file-tags.ts'
import { readCovers, readFileTags } from './read-file-tags.ts'
import type { ReadFailure } from './read-failure.ts'

function write(name: string, ...parts: Buffer[]): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, Buffer.concat(parts))
  return path
}

const read = (name: string, ...parts: Buffer[]): Promise<FileTags> => readFileTags(write(name, ...parts))
const names = (credits: FileTags['artists']): string[] => credits.map((credit) => credit.name)

async function failureOf(path: string | Buffer, budgetMs?: number): Promise<ReadFailure> {
  return readFileTags(path, budgetMs === undefined ? {} : { budgetMs }).then(
    () => expect.unreachable('the file was read'),
    (error: ReadFailure) => error,
  )
}

const ids = ['3fe817fc-966e-4ece-b00a-76be43e7e73c', '984f8239-8fe1-4683-9c54-10ffb14439e9']

test('a slash in a name is a slash, unless as many ids say otherwise', async () => {
  const band = await read('a.mp3', id3v2([id3Frame('TPE1', id3Text('utf16', 'AC/DC'), 3)], 3), mp3Frames(4))
  expect(names(band.artists)).toEqual(['AC/DC'])
  const pair = await read('b.mp3', id3v2([id3Frame('TPE1', id3Text('utf16', 'Beth Hart/Joe Bonamassa'), 3), id3Frame('TXXX', userText('MusicBrainz Artist Id', ids.join('/')), 3)], 3), mp3Frames(4))
  expect(pair.artists.map(({ name, musicbrainzId }) => [name, musicbrainzId])).toEqual([
    ['Beth Hart', ids[0]],
    ['Joe Bonamassa', ids[1]],
  ])
})

test('an ampersand or a comma never splits a name', async () => {
  const tags = await read('a.flac', flac([['ARTIST', 'Simon & Garfunkel'], ['ALBUMARTIST', 'Crosby, Stills, Nash & Young'], ['MUSICBRAINZ_ARTISTID', ids[0] ?? '']]))
  expect(names(tags.artists)).toEqual(['Simon & Garfunkel'])
  expect(names(tags.albumArtists)).toEqual(['Crosby, Stills, Nash & Young'])
})

test('repeated values and zero bytes are several names, and genres likewise', async () => {
  const repeated = await read('a.flac', flac([['ARTIST', 'A'], ['ARTIST', 'B'], ['GENRE', 'Folk'], ['genre', 'Rock'], ['GENRE', 'Rock']]))
  expect([names(repeated.artists), repeated.artist, repeated.genres]).toEqual([['A', 'B'], 'A, B', ['Folk', 'Rock']])
  const zeros = await read('a.mp3', id3v2([id3Frame('TPE1', id3Text('utf16', 'A', 'B')), id3Frame('TCON', id3Text('latin1', '17', '(4)(32)', 'Trip-Hop'))]), mp3Frames(4))
  expect([names(zeros.artists), zeros.genres]).toEqual([['A', 'B'], ['Rock', 'Disco', 'Classical', 'Trip-Hop']])
  const ape = await read('b.mp3', mp3Frames(4), apeTag({ Artist: ['A', 'B'], Genre: '(17)' }))
  expect([names(ape.artists), ape.genres, ape.tagFormats]).toEqual([['A', 'B'], ['Rock'], ['apev2']])
})

test('a list of names beside the printed line gives the join phrases', async () => {
  const tags = await read('a.flac', flac([['ARTIST', 'Massive Attack feat. Horace Andy & Tricky'], ['ARTISTS', 'Massive Attack'], ['ARTISTS', 'Horace Andy'], ['ARTISTS', 'Tricky']]))
  expect(tags.artist).toBe('Massive Attack feat. Horace Andy & Tricky')
  expect(tags.artists.map(({ name, joinPhrase }) => name + joinPhrase)).toEqual(['Massive Attack feat. ', 'Horace Andy & ', 'Tricky'])
})

test('text without a declared encoding is repaired where it can be only one thing', async () => {
  const cases: [Buffer, string][] = [
    [Buffer.from('Björk – Hyperballad'), 'Björk – Hyperballad'],
    [Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x20, 0xec, 0xe8, 0xf0]), 'Привет мир'],
    [Buffer.from([0x83, 0x54, 0x83, 0x93, 0x83, 0x76, 0x83, 0x8b]), 'サンプル'],
    [Buffer.from([0xd6, 0xdc, 0xbd, 0xdc, 0xc2, 0xd7, 0x20, 0xc7, 0xe0, 0xbb, 0xa8, 0xb4, 0xc9]), '周杰伦 青花瓷'],
    [Buffer.from('Mot\xf6rhead', 'latin1'), 'Motörhead'],
    [Buffer.from('Don\x92t \x96 \xc0 bient\xf4t', 'latin1'), 'Don’t – À bientôt'],
    [Buffer.from('\xc5ngstr\xf6m \xc9t\xe9', 'latin1'), 'Ångström Été'],
  ]
  for (const [bytes, expected] of cases) {
    const tags = await read('a.mp3', id3v2([id3Frame('TIT2', undeclared(bytes))]), mp3Frames(4))
    expect(tags.title).toBe(expected)
    const old = await read('b.mp3', mp3Frames(4), id3v1({ title: bytes }))
    expect(old.title).toBe(expected)
  }
})

test('a repair is told, and so is text that went through the wrong encoding twice', async () => {
  const once = await read('a.mp3', id3v2([id3Frame('TIT2', undeclared(Buffer.from('Sigur Rós')))]), mp3Frames(4))
  const twice = await read('a.flac', flac([['TITLE', Buffer.from(Buffer.from('Ágætis byrjun').toString('latin1'))]]))
  expect([once.title, twice.title]).toEqual(['Sigur Rós', 'Ágætis byrjun'])
  expect([...once.warnings, ...twice.warnings].map((warning) => warning.kind)).toEqual(['encoding', 'encoding'])
})

test('UTF-16 of both orders, with and without marks, and frames of ID3v2.3 keep every character', async () => {
  for (const encoding of ['utf16', 'utf16be', 'utf8'] as const) {
    const tags = await read('a.mp3', id3v2([id3Frame('TIT2', id3Text(encoding, '二人の街 🎵 naïve'))]), mp3Frames(4))
    expect(tags.title).toBe('二人の街 🎵 naïve')
  }
  const markless = await read('b.mp3', id3v2([id3Frame('TIT2', Buffer.concat([Buffer.from([1]), Buffer.from('XII', 'utf16le')]), 3)], 3), mp3Frames(4))
  expect(markless.title).toBe('XII')
})

test('ID3v1 alone is enough, and fills what a stronger tag leaves out', async () => {
  const alone = await read('a.mp3', mp3Frames(8), id3v1({ title: Buffer.from('Title'), artist: Buffer.from('Artist'), album: Buffer.from('Album'), year: '1994', track: 7, genre: 17 }))
  expect(alone).toMatchObject({ title: 'Title', artist: 'Artist', album: 'Album', year: 1994, trackNumber: 7, genres: ['Rock'], tagFormats: ['id3v1'], durationMs: 209 })
  const both = await read('b.mp3', id3v2([id3Frame('TIT2', id3Text('utf8', 'The whole title, longer than thirty characters'))]), mp3Frames(4), id3v1({ title: Buffer.from('The whole title, longer than t'), album: Buffer.from('Album') }))
  expect(both).toMatchObject({ title: 'The whole title, longer than thirty characters', album: 'Album', tagFormats: ['id3v2.4', 'id3v1'] })
})

test('ratings of every kind end on one scale', async () => {
  const popm = (email: string, byte: number): Promise<FileTags> => read('a.mp3', id3v2([id3Frame('POPM', Buffer.concat([Buffer.from(`${email}\0`), Buffer.from([byte, 0, 0, 0, 9])]))]), mp3Frames(4))
  const windows = 'Windows Media Player 9 Series'
  expect(await Promise.all([1, 64, 128, 196, 255, 0].map(async (byte) => (await popm(windows, byte)).rating))).toEqual([20, 40, 60, 80, 100, null])
  expect((await popm('users@musicbrainz.org', 153)).rating).toBe(60)
  expect((await popm('MusicBee', 186)).rating).toBe(70)
  const comments: [[string, string], number | null][] = [[['FMPS_RATING', '0.8'], 80], [['RATING', '80'], 80], [['RATING', '4'], 80], [['RATING:me@example.org', '0.6'], 60], [['RATING', '-1'], null]]
  for (const [comment, expected] of comments) expect((await read('a.flac', flac([comment]))).rating).toBe(expected)
})

test('R128 gains become ReplayGain, and a header gain is told apart', async () => {
  const tags = await read('a.opus', opus([['R128_TRACK_GAIN', '-1536'], ['R128_ALBUM_GAIN', '256']], 12, { gain: 512 }))
  expect(tags).toMatchObject({ replayGain: { trackGain: -1, albumGain: 6, trackPeak: null, albumPeak: null }, headerGain: 2, durationMs: 12_000, encoderDelay: 312 })
  const plain = await read('a.flac', flac([['REPLAYGAIN_TRACK_GAIN', '-6,73 dB'], ['replaygain_track_peak', '0.988']]))
  expect(plain.replayGain).toMatchObject({ trackGain: -6.73, trackPeak: 0.988 })
})

test('lyrics are plain or synchronised, whatever frame they came in', async () => {
  const lines = '[00:01.00]One\n[00:02.50]Two'
  const unsynchronised = await read('a.mp3', id3v2([id3Frame('USLT', Buffer.concat([Buffer.from([3]), Buffer.from('fra\0Une\nDeux')]))]), mp3Frames(4))
  expect(unsynchronised.lyrics).toEqual({ plain: 'Une\nDeux', synced: null, language: 'fra' })
  expect((await read('a.flac', flac([['LYRICS', lines], ['UNSYNCEDLYRICS', 'One\nTwo']]))).lyrics).toMatchObject({ synced: lines })
  const piece = (text: string, ms: number): Buffer => Buffer.concat([Buffer.from(`${text}\0`), Buffer.from([0, 0, ms >> 8, ms & 0xff])])
  const sylt = Buffer.concat([Buffer.from([3]), Buffer.from('eng'), Buffer.from([2, 1]), Buffer.from('\0'), piece('One', 1000), piece('\nTw', 2500), piece('o', 2700)])
  expect((await read('b.mp3', id3v2([id3Frame('SYLT', sylt)]), mp3Frames(4))).lyrics.synced).toBe(lines)
})

test('positions, sides, discs and dates are read as printed', async () => {
  const tags = await read('a.flac', flac([['TRACKNUMBER', 'C2'], ['DISCNUMBER', '2/2'], ['DATE', '2011-9-27'], ['ORIGINALDATE', '1973']]))
  expect(tags).toMatchObject({ trackNumber: 2, positionText: 'C2', side: 'C', discNumber: 2, discTotal: 2, date: '2011-09-27', year: 2011, originalYear: 1973 })
  const old = await read('a.mp3', id3v2([id3Frame('TYER', id3Text('latin1', '1999'), 3), id3Frame('TDAT', id3Text('latin1', '2512'), 3), id3Frame('TRCK', id3Text('latin1', '05/12'), 3)], 3), mp3Frames(4))
  expect(old).toMatchObject({ date: '1999-12-25', trackNumber: 5, trackTotal: 12, positionText: null })
})

test('a cover is seen without being read, and read when asked for, front first', async () => {
  const [front, back] = [pictureBytes(300_000), pictureBytes(2000)]
  const paths = [
    write('a.flac', flac([], [flacPicture(back, 4), flacPicture(front, 3)])),
    write('a.opus', opus([['METADATA_BLOCK_PICTURE', flacPicture(back, 4).toString('base64')], ['METADATA_BLOCK_PICTURE', flacPicture(pictureBytes(9000)).toString('base64')]], 2)),
    write('a.mp3', id3v2([id3Frame('APIC', id3v2Picture(back, 4)), id3Frame('APIC', id3v2Picture(front, 3)), id3Frame('TIT2', id3Text('utf8', 'After'))]), mp3Frames(4)),
    write('b.mp3', mp3Frames(4), apeTag({ 'Cover Art (Back)': Buffer.concat([Buffer.from('b.jpg\0'), back]), 'Cover Art (Front)': Buffer.concat([Buffer.from('a.jpg\0'), front]) })),
  ]
  for (const path of paths) {
    const tags = await readFileTags(path)
    expect(tags.covers.map(({ kind, mime }) => [kind, mime])).toEqual([['front', 'image/jpeg'], ['back', 'image/jpeg']])
    const covers = await readCovers(path)
    expect(covers.map(({ kind, data }) => [kind, data.length])).toEqual(tags.covers.map(({ kind }, index) => [kind, covers[index]?.data.length]))
    expect(covers[1]?.data.equals(back)).toBe(true)
    expect(Math.abs((tags.covers[0]?.size ?? 0) - (covers[0]?.data.length ?? 0))).toBeLessThan(4)
  }
})

test('frames without an honest header are counted', async () => {
  const counted = await read('a.mp3', variableMp3Frames(400))
  expect(counted.durationMs).toBe(Math.round((400 * 1152) / 44.1))
  const honest = await read('b.mp3', xingFrame(400, 177_300 + 417), variableMp3Frames(400))
  expect(honest).toMatchObject({ durationMs: counted.durationMs, warnings: [] })
  const tooShort = await read('c.mp3', xingFrame(100, 44_325 + 417), variableMp3Frames(400))
  expect(tooShort.durationMs).toBe(counted.durationMs)
  expect(tooShort.warnings).toHaveLength(1)
  const nonsense = await read('d.mp3', xingFrame(2, 100_000_000), variableMp3Frames(400))
  expect(nonsense.durationMs).toBe(counted.durationMs)
})

test('a file cut short keeps the length its header states, with a warning', async () => {
  const tags = await read('a.mp3', xingFrame(4000, 4000 * 417), mp3Frames(400))
  expect(tags.durationMs).toBe(Math.round((4000 * 1152) / 44.1))
  expect(tags.warnings.map((warning) => warning.message)).toEqual(['The file is cut short: about 10 % of its audio is there.'])
})

test('ID3 is found in WAV, before FLAC and behind the audio', async () => {
  const tag = id3v2([id3Frame('TIT2', id3Text('utf8', 'Title'))])
  expect(await read('a.wav', wav(1, [['LIST', Buffer.from('INFOINAM\x06\0\0\0Other\0')], ['id3 ', tag]]))).toMatchObject({ title: 'Title', durationMs: 1000, bitsPerSample: 16, isLossless: true })
  expect(await read('a.flac', tag, flac([]))).toMatchObject({ container: 'flac', title: 'Title' })
})

test('what a file is says its content, not its name', async () => {
  expect((await read('song.mp3', flac([['TITLE', 'A']]))).codec).toBe('flac')
  expect((await read('song.flac', mp3Frames(10))).codec).toBe('mp3')
  expect((await read('song', opus([], 3))).codec).toBe('opus')
})

test('what is not music is refused with the true reason', async () => {
  const folder = temporaryFolder()
  const reasonOf = async (name: string, ...parts: Buffer[]): Promise<string> => (await failureOf(write(name, ...parts))).reason
  expect(await reasonOf('a.mp3')).toBe('empty')
  expect(await reasonOf('b.mp3', Buffer.alloc(5000))).toBe('not-audio')
  expect(await reasonOf('c.flac', Buffer.from('Once upon a time there was a text. '.repeat(200)))).toBe('not-audio')
  expect(await reasonOf('d.mp3', pictureBytes(20_000))).toBe('not-audio')
  expect(await reasonOf('e.m4a', Buffer.from('caff\0\x01\0\0desc'))).toBe('unsupported')
  expect((await failureOf(join(folder, 'gone.mp3'))).reason).toBe('unreadable')
  mkdirSync(join(folder, 'folder.mp3'))
  expect((await failureOf(join(folder, 'folder.mp3'))).reason).toBe('unreadable')
})

const isOrdinaryUser = process.platform !== 'win32' && process.getuid?.() !== 0
test.skipIf(!isOrdinaryUser)(`a file that may not be read is a matter of permission${isOrdinaryUser ? '' : ' (skipped: root may read everything, Windows has no such modes)'}`, async () => {
  const path = write('a.mp3', mp3Frames(4))
  chmodSync(path, 0)
  expect((await failureOf(path)).reason).toBe('permission')
})

test.skipIf(process.platform !== 'linux')(`a named pipe does not block, and names need not be text${process.platform === 'linux' ? '' : ' (skipped: only Linux has such names)'}`, async () => {
  const folder = temporaryFolder()
  execFileSync('mkfifo', [join(folder, 'pipe.mp3')])
  expect((await failureOf(join(folder, 'pipe.mp3'))).reason).toBe('unreadable')
  const raw = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.mp3')])
  writeFileSync(raw, mp3Frames(4))
  expect((await readFileTags(raw)).codec).toBe('mp3')
})

test('several streams joined into one Ogg file last as long as all of them', async () => {
  expect((await read('a.opus', opus([['TITLE', 'First']], 10), opus([], 5, { serial: 8 })))).toMatchObject({ title: 'First', durationMs: 15_000 })
})

test('a text that begins like a box of MP4 is a text', async () => {
  await expect(read('a.m4a', Buffer.from('The free ride. '.repeat(400)))).rejects.toMatchObject({ reason: 'not-audio' })
})

test('the delay that iTunes notes in a comment is kept', async () => {
  const comment = Buffer.concat([Buffer.from('\0engiTunSMPB\0', 'latin1'), Buffer.from(' 00000000 00000210 000009B0 000000000000A3C0 00000000')])
  const tags = await read('a.mp3', id3v2([id3Frame('COMM', comment)]), mp3Frames(4))
  expect(tags).toMatchObject({ encoderDelay: 528, encoderPadding: 2480, comment: null })
})
