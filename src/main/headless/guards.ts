/** Names under which this server may be addressed. A page elsewhere that points a name of its own at us is refused. */
export type HostRule = { isAllowedHost(host: string | undefined): boolean; isAllowedOrigin(origin: string | undefined, host: string | undefined): boolean }

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/** True for addresses only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase()
}

/**
 * Loopback names always; the bound address; and what `SILLON_ALLOWED_HOSTS` lists (comma separated) for a server
 * behind a proxy. An Origin must be of the very host that is addressed.
 */
export function createHostRule(boundHost: string, allowedHosts: string | undefined): HostRule {
  const extra = new Set((allowedHosts ?? '').split(',').map((name) => name.trim().toLowerCase()).filter(Boolean))
  const isAllowedHost = (host: string | undefined) => {
    if (!host) return false
    const name = nameOf(host)
    return loopbackNames.has(name) || extra.has(name) || extra.has(host.toLowerCase()) || (!isLoopback(boundHost) && name === boundHost.toLowerCase())
  }
  return {
    isAllowedHost,
    isAllowedOrigin: (origin, host) => {
      if (!origin || !host || !URL.canParse(origin)) return false
      return new URL(origin).host === host.toLowerCase() && isAllowedHost(host)
    },
  }
}
