// The numbered genres of ID3v1 with Winamp's additions, and the ways ID3v2 and MP4 refer to them.
const names =
  'Blues|Classic Rock|Country|Dance|Disco|Funk|Grunge|Hip-Hop|Jazz|Metal|New Age|Oldies|Other|Pop|R&B|Rap|Reggae|Rock|Techno|Industrial|Alternative|Ska|Death Metal|Pranks|Soundtrack|Euro-Techno|Ambient|Trip-Hop|Vocal|Jazz+Funk|Fusion|Trance|Classical|Instrumental|Acid|House|Game|Sound Clip|Gospel|Noise|Alternative Rock|Bass|Soul|Punk|Space|Meditative|Instrumental Pop|Instrumental Rock|Ethnic|Gothic|Darkwave|Techno-Industrial|Electronic|Pop-Folk|Eurodance|Dream|Southern Rock|Comedy|Cult|Gangsta|Top 40|Christian Rap|Pop/Funk|Jungle|Native American|Cabaret|New Wave|Psychedelic|Rave|Showtunes|Trailer|Lo-Fi|Tribal|Acid Punk|Acid Jazz|Polka|Retro|Musical|Rock & Roll|Hard Rock|Folk|Folk-Rock|National Folk|Swing|Fast Fusion|Bebop|Latin|Revival|Celtic|Bluegrass|Avantgarde|Gothic Rock|Progressive Rock|Psychedelic Rock|Symphonic Rock|Slow Rock|Big Band|Chorus|Easy Listening|Acoustic|Humour|Speech|Chanson|Opera|Chamber Music|Sonata|Symphony|Booty Bass|Primus|Porn Groove|Satire|Slow Jam|Club|Tango|Samba|Folklore|Ballad|Power Ballad|Rhythmic Soul|Freestyle|Duet|Punk Rock|Drum Solo|A Cappella|Euro-House|Dance Hall|Goa|Drum & Bass|Club-House|Hardcore|Terror|Indie|BritPop|Afro-Punk|Polsk Punk|Beat|Christian Gangsta Rap|Heavy Metal|Black Metal|Crossover|Contemporary Christian|Christian Rock|Merengue|Salsa|Thrash Metal|Anime|JPop|Synthpop|Abstract|Art Rock|Baroque|Bhangra|Big Beat|Breakbeat|Chillout|Downtempo|Dub|EBM|Eclectic|Electro|Electroclash|Emo|Experimental|Garage|Global|IDM|Illbient|Industro-Goth|Jam Band|Krautrock|Leftfield|Lounge|Math Rock|New Romantic|Nu-Breakz|Post-Punk|Post-Rock|Psytrance|Shoegaze|Space Rock|Trop Rock|World Music|Neoclassical|Audiobook|Audio Theatre|Neue Deutsche Welle|Podcast|Indie Rock|G-Funk|Dubstep|Garage Rock|Psybient'.split('|')

export function genreByNumber(number: number): string | undefined {
  return names[number]
}

/** `(17)`, `17`, `(4)(17)Live`, `(RX)` and `((not a reference)` as ID3v2 writes them. */
export function expandGenre(text: string): string[] {
  if (/^\d{1,3}$/.test(text)) return [genreByNumber(Number(text)) ?? text]
  if (text === 'RX') return ['Remix']
  if (text === 'CR') return ['Cover']
  const found: string[] = []
  let rest = text
  for (;;) {
    const reference = /^\((\d{1,3}|RX|CR)\)/.exec(rest)
    if (!reference) break
    const [whole, id = ''] = reference
    const name = id === 'RX' ? 'Remix' : id === 'CR' ? 'Cover' : genreByNumber(Number(id))
    if (name) found.push(name)
    rest = rest.slice(whole.length)
  }
  if (rest.startsWith('((')) rest = rest.slice(1)
  rest = rest.trim()
  // A refinement after the number replaces or refines it; the same name twice says nothing.
  if (rest !== '' && !found.includes(rest)) found.push(rest)
  return found.length > 0 ? found : [text]
}
