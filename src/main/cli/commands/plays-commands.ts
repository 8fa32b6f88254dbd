import { programPlays } from '#main/domains/plays/program-plays.reads.ts'
import type { ProgramPlay } from '#main/domains/plays/program-plays.reads.ts'
import { stats, top } from '#main/domains/plays/stats.reads.ts'
import type { TopKind } from '#main/domains/plays/stats.reads.ts'
import type { Period } from '#shared/contract/plays.contract.ts'
import { AppError } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import { dayOfUtc } from '#shared/model/calendar-day.ts'
import { defineCommand, iso } from '../command.ts'
import type { Command, CommandInput } from '../command.ts'
import { facts, table } from '../table.ts'

const period = { from: { type: 'string' }, to: { type: 'string' } } as const

const bareDate = /^\d{4}-\d{2}-\d{2}$/
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/

/** A bare date is a listener's day, anything longer a moment; the end is left out of the period. */
function periodOf({ options }: CommandInput): Period {
  const wanted: Period = {}
  for (const end of ['from', 'to'] as const) {
    const given = options[end]
    if (typeof given !== 'string') continue
    const at = bareDate.test(given) || moment.test(given) ? Date.parse(given) : Number.NaN
    if (Number.isNaN(at) || (bareDate.test(given) && new Date(at).toISOString().slice(0, 10) !== given)) {
      throw new AppError('invalid-input', verbatim(`--${end} takes a date (2026-11-19) or a moment (2026-11-19T16:09:00Z), not "${given}".`))
    }
    if (bareDate.test(given)) wanted[`${end}Day`] = dayOfUtc(at)
    else wanted[`${end}At`] = at
  }
  return wanted
}

function withIso({ startedAt, witnesses, id, artist, track, album, ...rest }: ProgramPlay) {
  return { id, artist, track, album, startedAt: iso(startedAt), ...rest, witnesses: witnesses.map((witness) => ({ ...witness, startedAt: iso(witness.startedAt) })) }
}

function topCommand(kind: TopKind, columns: readonly string[]): Command {
  return defineCommand({
    name: `top ${kind}`,
    usage: '[--from D] [--to D]',
    summary: `the ${kind} heard most`,
    options: period,
    run: (session, input) => session.reading((db) => ({ items: top.run(db, { kind, period: periodOf(input), limit: input.limit }) })),
    print: ({ items }) => table(items, columns),
  })
}

/** What was heard, read beside a running Sillon. */
export const playsCommands: readonly Command[] = [
  defineCommand({
    name: 'plays',
    usage: '[--from D] [--to D] [--source S]',
    summary: 'plays and skips, newest first, each with what every source said of it',
    options: { ...period, source: { type: 'string' } },
    run: (session, input) =>
      session.reading((db) => {
        const { source } = input.options
        const { total, items } = programPlays.run(db, { period: periodOf(input), ...(typeof source === 'string' && { source }), offset: input.offset, limit: input.limit })
        return { total, items: items.map(withIso) }
      }),
    print: ({ total, items }) => `${table(items, ['id', 'startedAt', 'track', 'artist', 'album', 'how', 'durationMs'])}\n${items.length} of ${total}`,
  }),
  topCommand('artists', ['id', 'artist', 'plays', 'ms']),
  topCommand('albums', ['id', 'artist', 'album', 'plays', 'ms']),
  topCommand('tracks', ['id', 'artist', 'album', 'track', 'plays', 'ms']),
  defineCommand({
    name: 'stats',
    usage: '',
    summary: 'the whole history in figures',
    run: (session) =>
      session.reading((db) => {
        const { firstAt, lastAt, perYear, streakDays, ...totals } = stats.run(db, undefined)
        return { ...totals, firstAt: iso(firstAt), lastAt: iso(lastAt), perYear, streakDays }
      }),
    print: ({ perYear, ...totals }) => `${facts(totals)}\n\n${table(perYear, ['year', 'plays', 'ms'])}`,
  }),
]
