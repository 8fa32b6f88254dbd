import { AppError } from '#shared/errors.ts'
import { inEnglish, verbatim } from '#shared/messages/say.ts'
import { defineCommand } from '../command.ts'
import { table } from '../table.ts'

/** One poll of every account, whether or not one is due; whole histories that were begun are read on. */
export const trackCommand = defineCommand({
  name: 'track once',
  usage: '',
  summary: 'poll every tracker once',
  run: (session, { signal, progress }) =>
    session.owning(async ({ accounts }) => {
      const reports = await accounts.pollAll(signal, progress)
      if (reports.length === 0) throw new AppError('not-found', verbatim('There is no account to read. Add one in Settings, or by SILLON_LASTFM_API_KEY and SILLON_LASTFM_USER or SILLON_LISTENBRAINZ_TOKEN.'))
      return { items: reports.map(({ error, ...report }) => ({ ...report, error: error && inEnglish(error) })) }
    }),
  print: ({ items }) => table(items, ['service', 'userName', 'added', 'attached', 'error']),
})
