/** The origin of Sillon's own pages. */
export const appOrigin = 'app://sillon'

/** Whether a page is one of Sillon's own; the only ones that may ask for anything. */
export function isOwnPage(url: string | undefined): boolean {
  return url !== undefined && url.startsWith(`${appOrigin}/`)
}

/** What a page may ask the system for: choosing the sound output, and the whole screen. */
const requestable = new Set<string>(['speaker-selection', 'fullscreen'])

/** Whether a page may have a permission it asks for. */
export function mayRequest(url: string, permission: string): boolean {
  return isOwnPage(url) && requestable.has(permission)
}

/**
 * Whether a page has a permission without asking. Looking at audio devices is one, without which outputs have no names;
 * opening a microphone has to be requested, and is refused.
 */
export function mayCheck(origin: string, permission: string, mediaType?: string): boolean {
  if (origin !== appOrigin && origin !== `${appOrigin}/`) return false
  return requestable.has(permission) || (permission === 'media' && mediaType === 'audio')
}

/** Whether a link may be opened in the system's browser. */
export function isWebLink(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:'
}
