import { z } from 'zod'
import type { Told } from './say.ts'

/** {@link Told} from outside this process. Apart from `say.ts`, which threads and pages load that must not load zod. */
export const toldSchema: z.ZodType<Told, Told> = z.object({
  template: z.string().max(2_000),
  values: z.array(z.union([z.string().max(8_000), z.number(), z.lazy(() => toldSchema)])).max(20),
})
