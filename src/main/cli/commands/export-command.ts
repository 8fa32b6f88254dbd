import { exportFormats, exportPlays } from '#main/domains/imports/export-plays.service.ts'
import { AppError } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'
import { defineCommand } from '../command.ts'

/** Writes every play on stdout; works beside a running Sillon. */
export const exportCommand = defineCommand({
  name: 'export plays',
  usage: `--format ${exportFormats.join('|')}`,
  summary: 'every play as a file on stdout, which an import reads again',
  options: { format: { type: 'string' } },
  run: (session, { options, write, signal }) => {
    const format = exportFormats.find((name) => name === options.format)
    if (!format) throw new AppError('invalid-input', verbatim(`--format takes one of: ${exportFormats.join(', ')}.`))
    return session.reading(async (db): Promise<undefined> => {
      for (const text of exportPlays(db, format)) {
        signal.throwIfAborted()
        await write(text)
      }
      return undefined
    })
  },
  print: () => '',
})
