import { Howl, Howler } from 'howler'

export interface HowlStream {
  readonly element: HTMLAudioElement
  close: () => void
}

/**
 * Howler loads, checks and frees the element; two of its habits are replaced. It makes elements that may not be read
 * across origins, so ours is put where it takes them from. And it empties an element by pointing it at a `data:`
 * address, which the content security policy refuses, so ours is emptied as HTML says. Transport is the element's
 * own: `Howl.seek` restarts the sound and takes seconds above 1,000 for sound ids.
 */
export function openHowlStream(url: string, format: string, onError: (code: number) => void): HowlStream {
  const element = new Audio()
  element.crossOrigin = 'anonymous'
  const pool: unknown = Reflect.get(Howler, '_html5AudioPool')
  if (!Array.isArray(pool)) throw new TypeError('This howler keeps no pool of audio elements.')
  pool.push(element)
  const howl = new Howl({
    src: [url],
    format: [format],
    html5: true,
    preload: true,
    onloaderror: (_id, code) => onError(typeof code === 'number' ? code : MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED)
  })
  Reflect.set(howl, '_clearSound', empty)
  return { element, close: () => void howl.unload() }
}

function empty(element: HTMLAudioElement): void {
  element.removeAttribute('src')
  element.load()
}
