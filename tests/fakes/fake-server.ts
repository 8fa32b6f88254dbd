import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { sendFault, takeFault } from './faults.ts'
import type { Fault, Faults } from './faults.ts'

/** A request as a vendor takes it apart. `name` is the method of Last.fm, the path of ListenBrainz. */
export type FakeRequest = { method: string; name: string; path: string; params: URLSearchParams; headers: IncomingHttpHeaders; body: string }

/** What a vendor answers with. */
export type FakeAnswer = { status?: number; headers?: Record<string, string>; body: unknown }

/** A request that came, and the fault it met. */
export type FakeReceipt = FakeRequest & { fault: Fault | undefined; status: number }

type FakeVendor = {
  faults: Faults
  received: FakeReceipt[]
  /** Takes the request apart. */
  read(incoming: IncomingMessage, url: URL, body: string): FakeRequest
  answer(request: FakeRequest): FakeAnswer
  error(fault: Extract<Fault, { kind: 'error' }>): FakeAnswer
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: FakeAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body))
}

/** Puts a vendor on a port of this machine; its address. Closed after the test. */
export async function serveVendor(vendor: FakeVendor, whenDone: (close: () => void) => unknown = onTestFinished): Promise<string> {
  const respond = (request: FakeRequest, response: ServerResponse): void => {
    const fault = takeFault(vendor.faults, request)
    const receipt: FakeReceipt = { ...request, fault, status: 0 }
    vendor.received.push(receipt)
    if (fault?.kind === 'error') {
      const answer = vendor.error(fault)
      receipt.status = answer.status ?? 200
      return send(response, answer)
    }
    const isDone = !fault || (fault.kind === 'cut' && (fault.isDone === true || fault.isMidway === true))
    const answer = isDone ? vendor.answer(request) : { body: {} }
    if (fault && sendFault(fault, response, JSON.stringify(answer.body))) return undefined
    receipt.status = answer.status ?? 200
    return send(response, answer)
  }
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => respond(vendor.read(incoming, new URL(incoming.url ?? '/', 'http://localhost'), Buffer.concat(chunks).toString('utf8')), response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  whenDone(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}
