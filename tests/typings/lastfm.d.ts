/** What the tests use of the client library "lastfm", which brings no types. */
declare module 'lastfm' {
  export class LastFmNode {
    constructor(options: { api_key: string; secret: string; host: string; port: number })
    request(method: string, params: Record<string, unknown>): unknown
  }
}
