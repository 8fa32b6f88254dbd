import { mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { array, assert, asyncProperty, boolean, constantFrom, infiniteStream, nat, record, subarray } from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { expect, test } from 'vitest'
import { albumFiles, uuid, writeMusic } from '#tests/factories/audio-files.ts'
import type { MusicTags } from '#tests/factories/audio-files.ts'
import { groupingOf, openScanBench, wrongFigures } from '#tests/factories/scan.ts'

const songs = ['Low Tide', 'Salt', 'Harbour', 'Night Ferry', 'Lantern', 'Home', 'Glass', 'Smoke', 'Low Tide (Live)', 'Salt (Remastered)', 'Untitled', 'Untitled']

/** Few names and many shapes, so that folders have something to do with each other. */
const folder = record({
  artist: constantFrom('Ana Ray', 'Ana Ray', 'The Band'),
  album: constantFrom('Blue Room', 'Blue Room', 'Blue Room (Deluxe Edition)', 'Blue Room (Disc 2)', undefined),
  songs: subarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], { minLength: 1, maxLength: 6 }),
  hasAlbumArtist: boolean(),
  guests: constantFrom('none', 'feat', 'many'),
  year: constantFrom(undefined, undefined, 1999, 2011),
  group: constantFrom(undefined, undefined, 1, 2),
  release: constantFrom(undefined, undefined, undefined, 1, 2),
  hasRecordings: boolean(),
  disc: constantFrom(undefined, undefined, 1, 2),
  place: constantFrom('own', 'own', 'shared', 'CD1', 'CD2'),
  seconds: constantFrom(200, 200, 203, 240),
})
type Folder = typeof folder extends Arbitrary<infer Value> ? Value : never

function filesOf({ artist, album, songs: chosen, hasAlbumArtist, guests, year, group, release, hasRecordings, disc, place, seconds }: Folder, index: number): Record<string, MusicTags> {
  const path = place === 'own' ? `Folder ${index}` : place === 'shared' ? 'Shared' : `Box ${index % 2}/${place}`
  const own: MusicTags = {
    seconds, ...(album && { album }), ...(hasAlbumArtist && { albumArtist: artist }), ...(year && { year }), ...(disc && { disc }),
    ...(group && { releaseGroupId: uuid(group) }), ...(release && { releaseId: uuid(100 + release) }),
  }
  const tracks = chosen.map((song, at): MusicTags => ({
    title: songs[song] ?? '',
    artist: guests === 'many' ? `Artist ${song}` : guests === 'feat' && at % 2 ? `${artist} feat. Guest` : artist,
    ...(hasRecordings && { recordingId: uuid(1000 + song) }),
  }))
  // Folders share names of files only with themselves.
  return Object.fromEntries(Object.entries(albumFiles(path, own, tracks)).map(([name, tags]) => [name.replace('.flac', ` ${index}.flac`), tags]))
}

test('the order in which files are found does not change which belong together', { timeout: 600_000 }, async () => {
  await assert(
    asyncProperty(array(folder, { minLength: 2, maxLength: 6 }), infiniteStream(nat()), async (folders, chance) => {
      const atOnce = openScanBench()
      const bitByBit = openScanBench()
      const files = Object.assign({}, ...folders.map(filesOf)) as Record<string, MusicTags>
      writeMusic(atOnce.music, files)
      await atOnce.scan()
      const staging = `${bitByBit.music} aside`
      writeMusic(staging, files)
      const left = Object.keys(files)
      while (left.length > 0) {
        const count = 1 + ((chance.next().value ?? 0) % 8)
        for (let moved = 0; moved < count && left.length > 0; moved++) {
          const [path = ''] = left.splice((chance.next().value ?? 0) % left.length, 1)
          mkdirSync(join(bitByBit.music, dirname(path)), { recursive: true })
          renameSync(join(staging, path), join(bitByBit.music, path))
        }
        await bitByBit.scan()
      }
      expect(groupingOf(bitByBit.db)).toEqual(groupingOf(atOnce.db))
      expect(wrongFigures(bitByBit.db)).toEqual([])
      expect(wrongFigures(atOnce.db)).toEqual([])
    }),
    process.env.SILLON_LONG ? { numRuns: 400 } : { numRuns: 25, seed: 4 },
  )
})
