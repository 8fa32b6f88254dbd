export const artist = {
  groups: { album: 'Albums', ep: 'EPs', single: 'Singles', live: 'Live', compilation: 'Compilations', soundtrack: 'Soundtracks', remix: 'Remixes', other: 'More releases', appearsOn: 'Appears on' },
  summary: '{{albums}}, {{tracks}}',
  heard: '{{plays}}, {{duration}}, first {{first}}, last {{last}}',
  top: 'Most played',
  loose: 'Tracks without an album',
  similar: 'Close by in your library',
  notFoundTitle: 'This artist is not in the library any more',
  notFoundNext: 'The name may have been merged with another.',
}
