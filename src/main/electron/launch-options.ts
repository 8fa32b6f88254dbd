import { parseArgs } from 'node:util'

/** What the command line of the desktop app says. */
export type LaunchOptions = { data: string | undefined; isDemo: boolean }

/**
 * Reads `--data DIR` and `--demo` from the arguments behind the executable. Chromium's own switches, the app's folder
 * and deep links stand among them, so what is not known is left alone.
 */
export function readLaunchOptions(args: readonly string[]): LaunchOptions {
  const { values } = parseArgs({ args: [...args], strict: false, allowPositionals: true, options: { data: { type: 'string' }, demo: { type: 'boolean' } } })
  return { data: typeof values.data === 'string' && values.data !== '' ? values.data : undefined, isDemo: values.demo === true }
}
