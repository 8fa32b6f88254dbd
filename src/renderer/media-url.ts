/**
 * Where a media path of the core (`/media/file/12`, `/media/image/<hash>/320`) is fetched from: the same origin in a
 * browser, the `media:` protocol in the desktop window.
 */
export function mediaUrl(path: string): string {
  return location.protocol === 'app:' ? `media://library${path}` : path
}
