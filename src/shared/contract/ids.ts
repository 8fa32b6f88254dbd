import { z } from 'zod'

/** A row id: a positive integer, stable for ever. */
export const idSchema = z.int().positive()

/** A position in a sorted list and how many rows to return from there. */
export const windowSchema = z.object({
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
})
