import { os } from '#main/contract.ts'
import type { Catalogue } from './catalogue.service.ts'

export function createCatalogueHandlers(catalogue: Catalogue) {
  const { catalogue: procedures } = os
  return {
    tracks: procedures.tracks.handler(({ input, signal }) => catalogue.tracks(input.query, input, signal)),
    albums: procedures.albums.handler(({ input, signal }) => catalogue.albums(input.query, input, signal)),
    artists: procedures.artists.handler(({ input, signal }) => catalogue.artists(input.query, input, signal)),
    genres: procedures.genres.handler(({ input }) => catalogue.genres(input.sort, input)),
    trackLetters: procedures.trackLetters.handler(({ input }) => catalogue.letters({ kind: 'tracks', query: input.query })),
    albumLetters: procedures.albumLetters.handler(({ input }) => catalogue.letters({ kind: 'albums', query: input.query })),
    artistLetters: procedures.artistLetters.handler(({ input }) => catalogue.letters({ kind: 'artists', query: input.query })),
    trackFacets: procedures.trackFacets.handler(({ input, signal }) => catalogue.facets('tracks', input.where, signal)),
    albumFacets: procedures.albumFacets.handler(({ input, signal }) => catalogue.facets('albums', input.where, signal)),
    trackIds: procedures.trackIds.handler(({ input }) => catalogue.ids({ kind: 'tracks', query: input.query }, input.from, input.to)),
    albumIds: procedures.albumIds.handler(({ input }) => catalogue.ids({ kind: 'albums', query: input.query }, input.from, input.to)),
    trackIdsOf: procedures.trackIdsOf.handler(({ input }) => catalogue.trackIdsOf(input.kind, input.ids, input.editionId)),
    seek: procedures.seek.handler(({ input }) => catalogue.seek(input, input.prefix)),
    tracksByIds: procedures.tracksByIds.handler(({ input }) => catalogue.tracksByIds(input.ids)),
    summary: procedures.summary.handler(({ input }) => catalogue.summary(input.trackIds)),
    album: procedures.album.handler(({ input }) => catalogue.album(input.id, input.editionId)),
    artist: procedures.artist.handler(({ input }) => catalogue.artist(input.id)),
    track: procedures.track.handler(({ input }) => catalogue.track(input.id)),
    lyrics: procedures.lyrics.handler(({ input }) => catalogue.lyrics(input.trackId)),
    love: procedures.love.handler(({ input }) => catalogue.love(input.kind, input.ids, input.isLoved)),
    rate: procedures.rate.handler(({ input }) => catalogue.rate(input.kind, input.ids, input.rating)),
    home: procedures.home.handler(() => catalogue.home()),
  }
}
