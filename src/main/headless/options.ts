import { parseArgs } from 'node:util'
import { AppError, messageOf } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'

/** What the command line of the headless host says. */
export type HeadlessOptions = { port: number; host: string; data: string | undefined; isDemo: boolean; opensBrowser: boolean }

const known = 'Known: --port N, --host ADDRESS, --data DIR, --demo, --open.'

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '4545' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string' },
        demo: { type: 'boolean', default: false },
        open: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new AppError('invalid-input', verbatim(`${messageOf(error).replace(/\. To specify.*$/s, '.')} ${known}`))
  }
}

/** Reads the arguments; throws `invalid-input` with a sentence. */
export function readOptions(args: string[]): HeadlessOptions {
  const { values } = parse(args)
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new AppError('invalid-input', verbatim(`--port takes a number from 0 to 65535, not "${values.port}".`))
  if (values.host === '') throw new AppError('invalid-input', verbatim('--host takes an address of this computer, for example 127.0.0.1 or 0.0.0.0.'))
  if (values.data === '') throw new AppError('invalid-input', verbatim('--data takes the path of a folder.'))
  return { port, host: values.host, data: values.data, isDemo: values.demo, opensBrowser: values.open }
}
