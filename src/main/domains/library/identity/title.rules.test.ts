import { expect, test } from 'vitest'
import { editionTitleKey, isDiscFolder, splitDisc, trackTitleKey, workTitleKey } from './title.rules.ts'

test.each([
  ['The Wall (Disc 2)', 'The Wall', 2],
  ['The Wall [CD1]', 'The Wall', 1],
  ['The Wall - Disc Two', 'The Wall', 2],
  ['The Wall, CD 1', 'The Wall', 1],
  ['The Wall (Disc 1 of 2)', 'The Wall', 1],
  ['The Wall (disc 2: The Trial)', 'The Wall', 2],
  ['Anthology CD3', 'Anthology', 3],
  ['Anthology Disk II', 'Anthology', 2],
  ['Disc 2', 'Disc 2', null],
  ['Greatest Hits Vol. 2', 'Greatest Hits Vol. 2', null],
  ['Discovery', 'Discovery', null],
  ['LP2', 'LP2', null],
  ['Compact Disc', 'Compact Disc', null],
])('%s is %s, disc %s', (title, album, disc) => {
  expect(splitDisc(title)).toEqual({ title: album, disc })
})

test('disc folders are told from albums', () => {
  expect(['CD1', 'cd 2', 'Disc 1', 'disk_03', 'Disc 2 - Live', 'CD 1 (Studio)', 'Side A', 'LP 2', 'Tape 1'].filter((name) => !isDiscFolder(name))).toEqual([])
  expect(['Discovery', 'CDs', 'Disco 2000', 'Lp', 'Sidewalk', 'Tapes 1990', 'Side Effects', 'CD1990', 'Vinyl Collection'].filter(isDiscFolder)).toEqual([])
})

test('a work is known under the titles of its editions', () => {
  const key = workTitleKey('Blue Room')
  expect(['Blue Room (Deluxe Edition)', 'Blue Room [2011 Remaster]', 'Blue Room (Expanded) [Remastered]', 'Blue Room (25th Anniversary Edition)', 'Blue Room - Remastered', 'BLUE ROOM (Bonus Track Version)'].filter((title) => workTitleKey(title) !== key)).toEqual([])
  expect(["Blue Room (Taylor's Version)", 'Blue Room (Live)', 'Blue Room II', 'Blue Room (Original Soundtrack)'].filter((title) => workTitleKey(title) === key)).toEqual([])
  expect(editionTitleKey('Blue Room (Deluxe Edition)')).not.toBe(editionTitleKey('Blue Room'))
})

test('guests and remastering do not make another track', () => {
  const key = trackTitleKey('Low Tide')
  const same = ['Low Tide (feat. Ana Ray)', 'Low Tide [ft. Ana Ray]', 'Low Tide feat. Ana Ray', 'Low Tide (Remastered)', 'Low Tide - 2011 Remaster', 'Low Tide (Remastered 2009)', 'Low Tide - Remastered 2011', 'Low Tide [2015 Digital Remaster]', 'Low Tide (feat. Ana Ray) [Remastered]', 'LOW TIDE (2003 Remastered Version)']
  expect(same.filter((title) => trackTitleKey(title) !== key)).toEqual([])
})

test('another version is another track', () => {
  const titles = ['Low Tide', 'Low Tide (Live)', 'Low Tide (Remix)', 'Low Tide (Radio Edit)', 'Low Tide - Live at Home', 'Low Tide (Demo)', 'Low Tide (Acoustic)', 'Low Tide (Live, Remastered)', 'Low Tide, Pt. 2', 'Low Tide (Ana Ray Remix)']
  expect(new Set(titles.map(trackTitleKey)).size).toBe(titles.length)
})

test('a title that is nothing but a suffix keeps it', () => {
  expect(trackTitleKey('(Remastered)')).toBe('remastered')
  expect(trackTitleKey('Feature')).toBe('feature')
})
