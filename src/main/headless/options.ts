import { parseArgs } from 'node:util'
import { AppError, messageOf } from '#shared/errors.ts'
import { isLoopback } from './guards.ts'

/** What the command line of the headless host says. */
export type HeadlessOptions = { port: number; host: string; data: string | undefined; isDemo: boolean; opensBrowser: boolean }

/** Reads the arguments; throws `invalid-input` with a sentence. `hasPassword` is needed for a host others can reach. */
export function readOptions(args: string[], hasPassword: boolean): HeadlessOptions {
  const { values } = parse(args)
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new AppError('invalid-input', `--port takes a number from 0 to 65535, not "${values.port}".`)
  if (!isLoopback(values.host) && !hasPassword) {
    throw new AppError('invalid-input', `--host ${values.host} can be reached by others, so Sillon needs a password first: set SILLON_PASSWORD, or run "npm run -s sillon -- password".`)
  }
  return { port, host: values.host, data: values.data, isDemo: values.demo, opensBrowser: values.open }
}

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
    throw new AppError('invalid-input', `${messageOf(error)} Known: --port N, --host ADDRESS, --data DIR, --demo.`)
  }
}
