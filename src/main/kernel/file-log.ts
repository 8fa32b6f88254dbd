import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { createLog } from './log.ts'
import type { Log, LogLevel } from './log.ts'
import { maskFacts, maskText } from './mask-secrets.ts'

/** How a file log is kept. */
export type FileLogOptions = {
  /** The least severe level written; `info` unless given. */
  level?: LogLevel
  /** Also writes every line to stderr; for hosts without a window. */
  alsoStderr?: boolean
  /** A file is rotated before it grows beyond this; 2 MB unless given. */
  maxBytes?: number
  /** How many rotated files are kept besides the current one; 4 unless given. */
  kept?: number
  clock?: Clock
}

/** A log in JSON lines: `{"time","level","message",…facts}`. */
export type FileLog = Log & {
  /** The last lines, oldest first, across a rotation. */
  recentLines(count: number): string[]
  close(): void
}

const severity: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 }

function lineOf(clock: Clock, level: LogLevel, message: string, facts: Record<string, unknown>): string {
  const head = { time: new Date(clock.now()).toISOString(), level, message: maskText(message) }
  // Facts never take the place of the head, and the head still leads.
  return `${JSON.stringify({ ...head, ...(maskFacts(facts) as Record<string, unknown>), ...head })}\n`
}

/**
 * Writes `sillon.log` in a folder, rotated to `sillon.1.log` and so on. Every line is written before the call returns,
 * so the last words before a crash are kept. A log never throws: while its file cannot be written, lines go to stderr.
 */
export function createFileLog(folder: string, { level = 'info', alsoStderr = false, maxBytes = 2_000_000, kept = 4, clock = systemClock }: FileLogOptions = {}): FileLog {
  const fileOf = (age: number): string => join(folder, age === 0 ? 'sillon.log' : `sillon.${age}.log`)
  let handle: number | undefined
  let bytes = 0

  function open(): number {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const opened = openSync(fileOf(0), 'a', 0o600)
    bytes = fstatSync(opened).size
    return opened
  }

  function close(): void {
    if (handle !== undefined) closeSync(handle)
    handle = undefined
  }

  function rotate(): void {
    close()
    rmSync(fileOf(kept), { force: true })
    for (let age = kept - 1; age >= 0; age -= 1) if (existsSync(fileOf(age))) renameSync(fileOf(age), fileOf(age + 1))
  }

  function write(at: LogLevel, message: string, facts: Record<string, unknown>): void {
    if (severity[at] < severity[level]) return
    const line = lineOf(clock, at, message, facts)
    if (alsoStderr) process.stderr.write(line)
    try {
      handle ??= open()
      if (bytes > 0 && bytes + line.length > maxBytes) {
        rotate()
        handle = open()
      }
      bytes += writeSync(handle, line)
    } catch {
      // A full disk or a folder that is gone must not stop what is being logged.
      if (!alsoStderr) process.stderr.write(line)
    }
  }

  function recentLines(count: number): string[] {
    const lines: string[] = []
    for (let age = 0; age <= kept && lines.length < count && existsSync(fileOf(age)); age += 1) {
      lines.unshift(...readFileSync(fileOf(age), 'utf8').split('\n').filter(Boolean).slice(-(count - lines.length)))
    }
    return lines
  }

  return { ...createLog(write), recentLines, close }
}
