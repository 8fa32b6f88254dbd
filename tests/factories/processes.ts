import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

/** A TypeScript file running as a process of its own, with this Node. */
export type ScriptProcess = {
  readonly pid: number
  /** The next line it prints; rejects when it ends without another, with what it wrote to stderr. */
  nextLine(): Promise<string>
  /** Lets it read a line. */
  send(line: string): void
  /** Ends it as a crash or a power cut would. */
  kill(): Promise<void>
  /** Resolves when it has ended. */
  ended: Promise<{ exitCode: number | null; signal: NodeJS.Signals | null; stderr: string }>
}

/** Starts a script; ended with the test at the latest. */
export function startScript(script: string, args: readonly string[], options: Pick<SpawnOptions, 'env'> & { wrapper?: readonly string[] } = {}): ScriptProcess {
  const [command = process.execPath, ...before] = [...(options.wrapper ?? []), process.execPath]
  const child: ChildProcess = spawn(command, [...before, '--disable-warning=ExperimentalWarning', script, ...args], { env: options.env ?? process.env, stdio: ['pipe', 'pipe', 'pipe'] })
  let stderr = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const ended = new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null; stderr: string }>((resolve) => {
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stderr }))
  })
  if (!child.stdout) throw new Error('the process has no output')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  return {
    pid: child.pid ?? 0,
    nextLine: async () => {
      const { done, value } = await lines.next()
      if (done) throw new Error(`the process ended without another line: ${(await ended).stderr}`)
      return value
    },
    send: (line) => child.stdin?.write(`${line}\n`),
    kill,
    ended,
  }
}

const nobody = 65_534

/** Whether what the system refuses to an ordinary user can be shown on this machine. */
export const hasOrdinaryUsers = process.platform !== 'win32'

/** Runs `work` with the rights of an ordinary user, also where the tests run as root; everything must be loaded before. */
export async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work()
  process.setegid?.(nobody)
  process.seteuid?.(nobody)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
    process.setegid?.(0)
  }
}
