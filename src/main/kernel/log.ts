/** Severity, least first. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Structured log. `facts` must not hold secrets; known secret fields and tokens in URLs are masked all the same. */
export type Log = {
  debug(message: string, facts?: Record<string, unknown>): void
  info(message: string, facts?: Record<string, unknown>): void
  warn(message: string, facts?: Record<string, unknown>): void
  error(message: string, facts?: Record<string, unknown>): void
  /** A log whose lines also carry these facts. */
  with(facts: Record<string, unknown>): Log
}

/** A log that writes nothing; for tests. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  with: () => silentLog,
}

/** A log whose lines go to one function. */
export function createLog(write: (level: LogLevel, message: string, facts: Record<string, unknown>) => void, facts: Record<string, unknown> = {}): Log {
  const at = (level: LogLevel) => (message: string, more?: Record<string, unknown>) => write(level, message, { ...facts, ...more })
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), with: (more) => createLog(write, { ...facts, ...more }) }
}
