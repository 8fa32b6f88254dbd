import { oc } from '@orpc/contract'
import { z } from 'zod'
import { queryProblemCodes } from '../model/query-lexer.ts'
import { ruleGroupSchema } from '../model/rule-tree.ts'
import { albumRowSchema, artistRowSchema, genreRowSchema, trackRowSchema } from './catalogue.contract.ts'
import { toldSchema } from '../messages/told.schema.ts'

export const searchContract = {
  /** Best matches as you type, best first in each group. `top` names the single best of all, when one stands out. */
  suggest: oc
    .input(z.object({ text: z.string().max(500), limit: z.int().min(1).max(20).default(5) }))
    .output(
      z.object({
        artists: z.array(artistRowSchema),
        albums: z.array(albumRowSchema),
        tracks: z.array(trackRowSchema),
        genres: z.array(genreRowSchema),
        top: z.object({ kind: z.enum(['artist', 'album', 'track']), id: z.number() }).nullable(),
        /** The spelling that was searched instead, when the typed one found nothing. */
        corrected: z.string().nullable(),
      }),
    ),
  /** Reads the field syntax (`artist:x year:1970..1979 plays:0`) into the rule tree lists take; says what it could not read. */
  parse: oc.input(z.object({ text: z.string().max(500) })).output(z.object({ where: ruleGroupSchema, problems: z.array(z.object({ from: z.number(), to: z.number(), code: z.enum(queryProblemCodes), told: toldSchema })) })),
}
