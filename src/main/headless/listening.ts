import { networkInterfaces } from 'node:os'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { AppError } from '#shared/errors.ts'
import { verbatim } from '#shared/messages/say.ts'

/** Begins to listen; the port that it got. Throws in words for a person. */
export async function listen(server: FastifyInstance, { host, port }: { host: string; port: number }): Promise<number> {
  try {
    await server.listen({ host, port })
  } catch (error) {
    throw refusal(error as NodeJS.ErrnoException, host, port)
  }
  return (server.server.address() as AddressInfo).port
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') return new AppError('conflict', verbatim(`Another program uses port ${port} already. Choose another one with --port, or 0 for any that is free.`), { cause: error })
  if (error.code === 'EACCES') return new AppError('permission', verbatim(`The system does not let you use port ${port}. Choose one from 1024 with --port.`), { cause: error })
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' || error.code === 'EINVAL') return new AppError('invalid-input', verbatim(`${host} is not an address of this computer. Choose another one with --host.`), { cause: error })
  return error
}

/** An address at which the server can be reached; one that stands for all becomes one of this computer's. */
export function addressOf(host: string, port: number): string {
  const isEverywhere = host === '0.0.0.0' || host === '::'
  const outer = Object.values(networkInterfaces()).flat().find((address) => address?.family === 'IPv4' && !address.internal)?.address
  const name = isEverywhere ? (outer ?? '127.0.0.1') : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
