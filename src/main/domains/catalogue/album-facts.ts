type Facts = { name: string; value: string }[]

/** The part of a file's stored tags that is told about an edition; every value may be missing. */
type ToldTags = {
  date?: string
  originalDate?: string
  labels?: string[]
  catalogNumbers?: string[]
  releaseStatus?: string
  releaseCountry?: string
  media?: string
  composers?: string[]
  conductors?: string[]
  grouping?: string
  encoder?: string
}

/** What the tags of an edition say beyond its head line. Names are keys the window translates. */
export function factsOf(edition: { barcode: string | null; media: string | null } | undefined, tagsJson: string | undefined): Facts {
  const tags = tagsJson ? (JSON.parse(tagsJson) as ToldTags) : {}
  const facts: [string, string | null | undefined][] = [
    ['date', tags.date],
    ['originalDate', tags.originalDate === tags.date ? null : tags.originalDate],
    ['labels', tags.labels?.join(', ')],
    ['catalogNumbers', tags.catalogNumbers?.join(', ')],
    ['barcode', edition?.barcode],
    ['media', edition?.media ?? tags.media],
    ['country', tags.releaseCountry],
    ['status', tags.releaseStatus],
    ['composers', tags.composers?.join(', ')],
    ['conductors', tags.conductors?.join(', ')],
    ['grouping', tags.grouping],
    ['encoder', tags.encoder],
  ]
  return facts.flatMap(([name, value]) => (value ? [{ name, value }] : []))
}
