export const artist = {
  groups: { album: 'Albums', ep: 'EP', single: 'Singles', live: 'En public', compilation: 'Compilations', soundtrack: 'Bandes originales', remix: 'Remixes', other: 'Autres parutions', appearsOn: 'Apparaît sur' },
  summary: '{{albums}}, {{tracks}}',
  heard: '{{plays}}, {{duration}}, première fois {{first}}, dernière {{last}}',
  top: 'Les plus écoutées',
  loose: 'Pistes sans album',
  similar: 'Proches dans votre bibliothèque',
  notFoundTitle: 'Cet artiste n’est plus dans la bibliothèque',
  notFoundNext: 'Le nom a pu être réuni avec un autre.',
}
