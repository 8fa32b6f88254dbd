import { pathToFileURL } from 'node:url'
import { runCommandLine } from '#main/cli/run.ts'

/** What a command line came to. */
export type CommandLineResult = { exitCode: number; stdout: string; stderr: string; json: unknown }

/** Runs the command line in this process, called from `cwd`. */
export async function sillon(args: string[], { cwd = '/', input = '', isTerminal = false, signal = new AbortController().signal, environment = {} as Record<string, string> } = {}): Promise<CommandLineResult> {
  let stdout = ''
  let stderr = ''
  const exitCode = await runCommandLine(args, {
    files: {
      version: '0.0.0-test', migrations: 'migrations/library', resources: 'resources', renderer: 'dist/renderer', preload: 'dist/preload/index.cjs', workers: (name) => pathToFileURL(`src/main/${name}.ts`),
    },
    environment: { INIT_CWD: cwd, ...environment },
    terminal: {
      print: async (text) => {
        stdout += text
      },
      tell: (text) => {
        stderr += text
      },
      isTerminal,
      readInput: async () => input,
    },
    signal,
    now: Date.now,
  })
  return { exitCode, stdout, stderr, json: args.includes('--json') ? JSON.parse(stdout) : undefined }
}
