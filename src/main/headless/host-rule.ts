import { isIP } from 'node:net'
import { hostname } from 'node:os'

/** Under which names this server may be addressed, and from which pages. */
export type HostRule = {
  isAllowedHost(host: string | undefined): boolean
  isAllowedOrigin(origin: string | undefined, host: string | undefined): boolean
}

/** True for addresses only this machine can reach. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(?:\.\d{1,3}){3}$/.test(address)
}

/** The name in a `Host` header, without port and brackets. */
function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
}

/**
 * A page elsewhere can point a name of its own at this server (DNS rebinding), never an address: loopback names and
 * addresses are always answered, other addresses and this computer's own name where others may reach the server, and
 * what `allowedHosts` lists (comma separated) for a server behind a proxy. An Origin must be of the very host that is
 * addressed.
 */
export function createHostRule(boundHost: string, allowedHosts: string | undefined): HostRule {
  const listed = new Set((allowedHosts ?? '').split(',').map((name) => name.trim().toLowerCase()).filter(Boolean))
  const own = hostname().toLowerCase()
  const isPublic = !isLoopback(boundHost)
  const isAllowedHost = (host: string | undefined): boolean => {
    if (!host) return false
    const name = nameOf(host)
    if (isLoopback(name) || listed.has(name) || listed.has(host.toLowerCase())) return true
    return isPublic && (isIP(name) > 0 || name === own || name === `${own}.local` || name === boundHost.toLowerCase())
  }
  return {
    isAllowedHost,
    isAllowedOrigin: (origin, host) => {
      if (!origin || !host || !URL.canParse(origin)) return false
      return new URL(origin).host === host.toLowerCase() && isAllowedHost(host)
    },
  }
}
