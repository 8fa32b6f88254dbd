import type { ServerResponse } from 'node:http'

/** Something a service does instead of answering properly. */
export type Fault =
  /** An error of the vendor's own kind: a number of Last.fm, a status of ListenBrainz. */
  | { kind: 'error'; code: number; status?: number; headers?: Record<string, string> }
  /** The page of a proxy or a hotel. */
  | { kind: 'html'; status: number }
  /** The connection ends before a byte, or in the middle of the answer. `isDone` = the request was carried out all the same. */
  | { kind: 'cut'; isMidway?: boolean; isDone?: boolean }
  /** No answer at all; the client has to give up. */
  | { kind: 'silence' }
  /** JSON that is none. */
  | { kind: 'garbage' }

/** Which requests go wrong, and how: first those in `next`, then each with `rate`. */
export type Faults = {
  /** Used up one by one, by whatever request comes. */
  next: Fault[]
  /** Decides about every other request; undefined = fine. */
  choose: (request: { method: string; name: string }) => Fault | undefined
}

/** Nothing goes wrong until a test says so. */
export function noFaults(): Faults {
  return { next: [], choose: () => undefined }
}

/** The fault of a request, taken from the list. */
export function takeFault(faults: Faults, request: { method: string; name: string }): Fault | undefined {
  return faults.next.shift() ?? faults.choose(request)
}

/** Answers with a fault that is the same for every vendor; false when the vendor has to say it. `body` is what the answer would have been. */
export function sendFault(fault: Fault, response: ServerResponse, body: string): boolean {
  if (fault.kind === 'error') return false
  if (fault.kind === 'html') response.writeHead(fault.status, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><html><title>Bad gateway</title><body>nginx</body></html>')
  else if (fault.kind === 'garbage') response.writeHead(200, { 'content-type': 'application/json' }).end('{"recenttracks":{"track":[')
  else if (fault.kind === 'cut' && fault.isMidway) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body) + 100) })
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy())
  } else if (fault.kind === 'cut') response.destroy()
  return true
}

/** Every fault a good client gets over by trying again, as often as `rate` (0 to 1) and `next` in [0, 1) say. */
export function passingFaults(rate: number, next: () => number): Faults['choose'] {
  const kinds: readonly Fault[] = [
    { kind: 'error', code: 8, status: 500 },
    { kind: 'error', code: 11, status: 503 },
    { kind: 'error', code: 16, status: 200 },
    { kind: 'error', code: 29, status: 429 },
    { kind: 'error', code: 29, status: 429, headers: { 'retry-after': '20' } },
    { kind: 'html', status: 502 },
    { kind: 'html', status: 200 },
    { kind: 'cut' },
    { kind: 'cut', isMidway: true },
    { kind: 'cut', isDone: true },
    { kind: 'garbage' },
  ]
  return () => (next() < rate ? kinds[Math.floor(next() * kinds.length)] : undefined)
}
