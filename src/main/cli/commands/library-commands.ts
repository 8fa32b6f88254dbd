import { programAlbums, programArtists, programFiles, programTracks } from '#main/domains/catalogue/program-lists.ts'
import type { ProgramPage, ProgramRequest } from '#main/domains/catalogue/program-lists.ts'
import { listProgramAlbums, listProgramArtists, listProgramTracks } from '#main/domains/catalogue/program-rows.repo.ts'
import type { ProgramTrack } from '#main/domains/catalogue/program-rows.repo.ts'
import { suggest } from '#main/domains/search/suggest.ts'
import { readSettings } from '#main/domains/settings/settings.service.ts'
import { systemClock } from '#main/kernel/clock.ts'
import type { ReadDb } from '#main/kernel/db/database.ts'
import { createLog } from '#main/kernel/log.ts'
import { dayStartIn } from '#shared/model/day-start.ts'
import { parseQuery } from '#shared/model/query-syntax.ts'
import type { RuleGroup } from '#shared/model/rule-tree.ts'
import { inEnglish } from '#shared/messages/say.ts'
import { defineCommand, iso } from '../command.ts'
import type { Command, CommandInput } from '../command.ts'
import { table } from '../table.ts'

const search = { search: { type: 'string' } } as const
const all = { all: { type: 'boolean' } } as const

/** Reads `--search` as the windows read their search field; what it could not read is told on stderr. */
function whereOf(db: ReadDb, { options, warn }: CommandInput): RuleGroup | undefined {
  if (typeof options.search !== 'string') return undefined
  const { dayStartsAt } = readSettings({ db, log: createLog((_level, message) => warn(message)) })
  const { where, problems } = parseQuery(options.search, dayStartIn(systemClock.zone(), dayStartsAt))
  for (const { told } of problems) warn(inEnglish(told))
  return where
}

function requestOf(db: ReadDb, input: CommandInput): ProgramRequest {
  return { where: whereOf(db, input), isOnDisk: input.options.all !== true, offset: input.offset, limit: input.limit, now: systemClock.now() }
}

function withIso({ lastPlayedAt, path, ...track }: ProgramTrack) {
  return { ...track, lastPlayedAt: iso(lastPlayedAt), path }
}

function printed<Row extends Record<string, unknown>>(columns: readonly (keyof Row & string)[]) {
  return ({ total, items }: ProgramPage<Row>): string => `${table(items, columns)}\n${items.length} of ${total}`
}

const trackColumns = ['id', 'title', 'artist', 'album', 'durationMs', 'plays', 'path'] as const
const albumColumns = ['id', 'title', 'artist', 'year', 'tracks', 'editions', 'files', 'plays'] as const
const artistColumns = ['id', 'name', 'albums', 'tracks', 'plays'] as const

/** What is in the library, read beside a running Sillon. */
export const libraryCommands: readonly Command[] = [
  defineCommand({
    name: 'files',
    usage: '[--search Q]',
    summary: 'the files as they were read',
    options: search,
    run: (session, input) => session.reading((db) => programFiles(db, requestOf(db, input))),
    print: printed(['id', 'path', 'title', 'artist', 'album', 'codec', 'bitrate', 'durationMs']),
  }),
  defineCommand({
    name: 'tracks',
    usage: '[--search Q] [--all]',
    summary: 'tracks with files, or all',
    options: { ...search, ...all },
    run: (session, input) =>
      session.reading((db) => {
        const { total, items } = programTracks(db, requestOf(db, input))
        return { total, items: items.map(withIso) }
      }),
    print: printed(trackColumns),
  }),
  defineCommand({
    name: 'albums',
    usage: '[--search Q] [--all]',
    summary: 'albums with files, or all',
    options: { ...search, ...all },
    run: (session, input) => session.reading((db) => programAlbums(db, requestOf(db, input))),
    print: printed(albumColumns),
  }),
  defineCommand({
    name: 'artists',
    usage: '[--search Q] [--all]',
    summary: 'artists with files, or all',
    options: { ...search, ...all },
    run: (session, input) => session.reading((db) => programArtists(db, requestOf(db, input))),
    print: printed(artistColumns),
  }),
  defineCommand({
    name: 'search',
    usage: '<text>...',
    summary: 'best matches, best first',
    run: (session, { words, limit }) =>
      session.reading((db) => {
        const { trackIds, albumIds, artistIds } = suggest(db, { text: words.join(' '), limit, now: systemClock.now() })
        return { tracks: listProgramTracks(db, trackIds).map(withIso), albums: listProgramAlbums(db, albumIds), artists: listProgramArtists(db, artistIds), playlists: [] }
      }),
    print: ({ tracks, albums, artists }) => [table(artists, artistColumns), table(albums, albumColumns), table(tracks, trackColumns)].join('\n\n'),
  }),
]
