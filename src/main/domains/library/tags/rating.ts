// Ratings come on many scales; all end on 0 to 100 (20 per star). Nothing rated is null, never 0 stars by accident.

/** What MediaMonkey, MusicBee and Windows write for half and whole stars. */
const starBytes = new Map([[1, 20], [13, 10], [54, 30], [64, 40], [118, 50], [128, 60], [186, 70], [196, 80], [242, 90], [255, 100]])

/** Programs that spread 0 to 255 evenly. */
const linearWriters = /musicbrainz\.org|quodlibet|traktor|kid3|banshee|rhythmbox/i

export function ratingFromPopularimeter(email: string, byte: number): number | null {
  if (byte === 0) return null
  if (linearWriters.test(email)) return Math.round((byte / 255) * 100)
  const exact = starBytes.get(byte)
  if (exact !== undefined) return exact
  // Between the known bytes: the nearest whole star of the Windows scale.
  if (byte < 32) return 20
  if (byte < 96) return 40
  if (byte < 160) return 60
  return byte < 224 ? 80 : 100
}

/** `WM/SharedUserRating`: 1, 25, 50, 75, 99. */
export function ratingFromWindows(value: number): number | null {
  if (!(value > 0) || value > 99) return null
  return value < 13 ? 20 : value < 38 ? 40 : value < 63 ? 60 : value < 87 ? 80 : 100
}

/** FMPS: 0.0 to 1.0. */
export function ratingFromFmps(text: string): number | null {
  const value = Number.parseFloat(text)
  return value >= 0 && value <= 1 ? Math.round(value * 100) : null
}

/** A bare RATING: a fraction with a point, stars up to 5, or per cent. */
export function ratingFromText(text: string): number | null {
  const value = Number.parseFloat(text.replace(',', '.'))
  if (!(value > 0) || value > 100) return null
  if (value <= 1 && /[.,]/.test(text)) return Math.round(value * 100)
  return value <= 5 ? Math.round(value * 20) : Math.round(value)
}
