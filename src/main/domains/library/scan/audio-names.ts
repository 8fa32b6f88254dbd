// Which names are worth opening. Content decides what a file is (tags/identify.ts); its ending only decides whether it is asked.

const audioEndings = new Set(
  `mp3 mp2 mp1 mpga aac adts flac fla ogg oga opus spx ogx m4a m4b m4p m4r m4v mp4 3gp 3g2 3ga mov wav wave bwf w64 rf64 aif aiff aifc wma asf wmv ape mac wv mpc mp+ mpp tta dsf dff dsd
   mka mkv webm weba tak ofr ofs ac3 eac3 ec3 dts caf au snd amr ra rm shn la`.split(/\s+/),
)
const pictureEndings = new Set(['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'webp', 'gif', 'bmp', 'tif', 'tiff', 'avif'])

function endingOf(raw: string): string {
  const dot = raw.lastIndexOf('.')
  return dot > 0 && raw.length - dot <= 6 ? raw.slice(dot + 1).toLowerCase() : ''
}

/** What a name promises: `audio` files are read, `picture` and `lyrics` are noted beside them, the rest is passed over in silence. */
export function kindOfName(raw: string): 'audio' | 'picture' | 'lyrics' | null {
  const ending = endingOf(raw)
  if (ending === '') return null
  if (audioEndings.has(ending)) return raw.startsWith('._') ? null : 'audio'
  if (ending === 'lrc' || ending === 'txt') return 'lyrics'
  return pictureEndings.has(ending) && coverRank(raw) < Infinity && !raw.startsWith('._') ? 'picture' : null
}

const coverNames: readonly RegExp[] = [/^front/, /^cover/, /^folder/, /^albumart/, /^album/, /^artwork/, /^sleeve/, /^thumb/, /\b(?:front|cover|folder)\b/]

/** How well a picture's name fits a front cover, 0 best; Infinity for one that is none. */
export function coverRank(raw: string): number {
  const stem = raw.slice(0, raw.lastIndexOf('.')).toLowerCase().replace(/[_.-]+/g, ' ').trim()
  if (/\b(?:back|rear|inside|inlay|inner|booklet|disc|cd|tray|spine|label)\b/.test(stem)) return Infinity
  const rank = coverNames.findIndex((name) => name.test(stem))
  return rank < 0 ? Infinity : rank
}

const systemFolders = new Set([
  '@eadir', '#recycle', '$recycle.bin', 'system volume information', 'lost+found', '.trash', '.trashes', '.appledouble', '.spotlight-v100', '.fseventsd', '.git', '.stfolder', '.stversions',
  '.sync', '.thumbnails', '.temporaryitems', '__macosx',
])

/** Folders that systems and tools keep for themselves. */
export function isSystemFolder(raw: string): boolean {
  return systemFolders.has(raw.toLowerCase()) || raw.startsWith('.Trash-')
}
