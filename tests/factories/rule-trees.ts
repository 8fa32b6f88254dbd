import * as fc from 'fast-check'
import type { RuleGroup, RuleLeaf, RuleNode } from '#shared/model/rule-tree.ts'
import { dateFields, flagFields, idFields, numberFields, textFields } from '#shared/model/rule-nodes.ts'

const day = 86_400_000

/** Words and pieces that names of a synthetic library hold, and a few that they do not. */
const texts = fc.oneof(
  fc.constantFrom(
    'love', 'night', 'lov', 'ove', 'the', 'of the', 'in the nig', 'o', 'ha', '夜', '夜空', '東京', '音楽夜', 'strasse', 'Größe', 'smorre', "don't", 'dont', 'R.E.V.', 'rev', 'AC/DX', 'acdx', '!!!', '+', 'Rock', 'jazz',
    'hip-hop', 'Records', 'SYN 1', 'flac', '1-0', 'remastered', '(live)', 'feat.', 'various', 'zzzz', 'ripped for', ' ', '',
  ),
  fc.string({ maxLength: 4 }),
)

/** Likely values of each numeric field. */
const numbers: Record<(typeof numberFields)[number], fc.Arbitrary<number>> = {
  year: fc.integer({ min: 1950, max: 2027 }),
  decade: fc.integer({ min: 195, max: 203 }).map((decade) => decade * 10),
  discNumber: fc.integer({ min: 0, max: 3 }),
  trackNumber: fc.integer({ min: 0, max: 25 }),
  duration: fc.integer({ min: 80, max: 400 }),
  bitrate: fc.constantFrom(160, 192, 245, 256, 320, 850, 920, 2800, 500),
  sampleRate: fc.constantFrom(44_100, 48_000, 96_000),
  bitDepth: fc.constantFrom(16, 24, 20),
  bpm: fc.integer({ min: 60, max: 200 }),
  rating: fc.integer({ min: 0, max: 5 }).map((stars) => stars * 20),
  plays: fc.integer({ min: 0, max: 30 }),
  skips: fc.integer({ min: 0, max: 3 }),
}

const moments = fc.integer({ min: 0, max: 16 * 365 }).map((days) => Date.UTC(2026, 10, 20, 18) - days * day)

/** Any single rule with values that have a chance to hold. `ids` caps the ids asked for. */
export function ruleLeaves(ids = 50): fc.Arbitrary<RuleLeaf> {
  const number = fc.constantFrom(...numberFields).chain((field) =>
    fc.oneof(
      fc.record({ field: fc.constant(field), op: fc.constantFrom('is' as const, 'atLeast' as const, 'atMost' as const), value: numbers[field] }),
      fc.record({ field: fc.constant(field), op: fc.constant('between' as const), value: numbers[field], to: numbers[field] }),
      fc.record({ field: fc.constant(field), op: fc.constant('missing' as const), value: fc.constant(0) }),
    ),
  )
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ field: fc.constantFrom(...textFields), op: fc.constantFrom('contains' as const, 'is' as const, 'startsWith' as const, 'missing' as const), value: texts }) },
    { weight: 4, arbitrary: number },
    { weight: 1, arbitrary: fc.record({ field: fc.constantFrom(...dateFields), op: fc.constantFrom('within' as const, 'notWithin' as const), value: fc.integer({ min: 0, max: 4000 }) }) },
    { weight: 1, arbitrary: fc.record({ field: fc.constantFrom(...dateFields), op: fc.constantFrom('since' as const, 'before' as const), value: moments }) },
    { weight: 1, arbitrary: fc.record({ field: fc.constantFrom(...dateFields), op: fc.constant('never' as const), value: fc.constant(0) }) },
    { weight: 2, arbitrary: fc.record({ field: fc.constantFrom(...flagFields), op: fc.constant('is' as const), value: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ field: fc.constant('format' as const), op: fc.constantFrom('is' as const, 'isNot' as const), value: fc.constantFrom('flac', 'mp3', 'flac16', 'flac24', 'lossless', 'lossy', 'opus', 'tak') }) },
    { weight: 1, arbitrary: fc.record({ field: fc.constantFrom(...idFields), op: fc.constant('is' as const), value: fc.integer({ min: 1, max: ids }) }) },
  )
}

/** Any tree of rules, a few groups deep, empty groups included. */
export function ruleTreesOf(ids: number): fc.Arbitrary<RuleGroup> {
  const { group } = fc.letrec<{ group: RuleGroup; node: RuleNode }>((tie) => ({
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, ruleLeaves(ids), tie('group')),
    group: fc.record({ match: fc.constantFrom('all' as const, 'any' as const, 'none' as const), rules: fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'rules' }) }),
  }))
  return group
}

export const ruleTrees: fc.Arbitrary<RuleGroup> = ruleTreesOf(50)
