import { statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.flac': 'audio/flac',
}

/** Own scripts and styles; pictures and sound from `media:`; nothing remote. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' media:",
  "media-src 'self' media:",
  "connect-src 'self' media:",
  "font-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A file of the built pages and the headers it is sent with. */
export type AppFile = { path: string; headers: Record<string, string> }

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    // Percent signs that encode nothing name no file.
    return undefined
  }
}

/** The file `app://sillon/…` stands for; any address inside the app is the one page. Undefined for what is not there. */
export function findAppFile(folder: string, url: string): AppFile | undefined {
  const { host, pathname } = new URL(url)
  const name = decoded(pathname)
  if (host !== 'sillon' || name === undefined || name.includes('\0')) return undefined
  const wanted = join(folder, name)
  const isPage = extname(name) === ''
  const path = isPage ? join(folder, 'index.html') : wanted
  if (!path.startsWith(folder + sep) || !isFile(path)) return undefined
  const type = contentTypes[extname(path)] ?? 'application/octet-stream'
  return { path, headers: { 'content-type': type, 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff' } }
}
