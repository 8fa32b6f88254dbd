import type { PlayFormat } from '#shared/contract/imports.contract.ts'
import type { FileFormat } from './file-row.ts'
import { itunesXml } from './itunes-xml.ts'
import { koito } from './koito.ts'
import { lastfmCsv } from './lastfm-csv.ts'
import { lastfmJson } from './lastfm-json.ts'
import { librefmCsv } from './librefm-csv.ts'
import { librefmLoved } from './librefm-loved.ts'
import { listenbrainz } from './listenbrainz.ts'
import { maloja } from './maloja.ts'
import { ownCsv } from './own-csv.ts'
import { ownJsonl } from './own-jsonl.ts'
import { panoJsonl } from './pano-jsonl.ts'
import { rockbox } from './rockbox.ts'
import { spotifyAccount } from './spotify-account.ts'
import { spotifyExtended } from './spotify-extended.ts'

/** What is most particular comes first: the layouts of Last.fm's CSV leave the most open. */
const formats: readonly FileFormat<PlayFormat>[] = [spotifyExtended, spotifyAccount, listenbrainz, librefmLoved, maloja, koito, lastfmJson, panoJsonl, ownJsonl, itunesXml, rockbox, librefmCsv, ownCsv, lastfmCsv]

/** How many characters a format is recognised by. */
export const headLength = 65_536

/** The format of a file by how it begins; undefined when it is none of ours. */
export function recognise(head: string): FileFormat<PlayFormat> | undefined {
  return formats.find((format) => format.recognises(head))
}

export function formatNamed(name: PlayFormat): FileFormat<PlayFormat> | undefined {
  return formats.find((format) => format.name === name)
}
