import { oc } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, windowSchema } from './ids.ts'
import { toldSchema } from '../messages/told.schema.ts'

/** Why a file could not be added. */
export const failureReasonSchema = z.enum(['empty', 'not-audio', 'unsupported', 'unreadable', 'permission', 'too-slow'])
export type FailureReason = z.infer<typeof failureReasonSchema>

export const libraryFolderSchema = z.object({
  id: idSchema,
  path: z.string(),
  files: z.number(),
  missing: z.number(),
  failures: z.number(),
  addedAt: z.number(),
  scannedAt: z.number().nullable(),
  missingSince: z.number().nullable(),
  isWatched: z.boolean(),
  isNetwork: z.boolean(),
  rescanMinutes: z.number().nullable(),
  /** Why changes are not noticed by themselves at the moment, in plain words; null = they are, or watching is off. */
  watchProblem: toldSchema.nullable(),
})
export type LibraryFolder = z.infer<typeof libraryFolderSchema>

/** `files` are all those below it, however deep; `directories` only the next level. */
export const directorySchema = z.object({ id: idSchema, name: z.string(), directories: z.number(), files: z.number() })
export const directoryFileSchema = z.object({ fileId: idSchema, trackId: idSchema.nullable(), name: z.string(), title: z.string().nullable(), artist: z.string().nullable(), durationMs: z.number().nullable(), codec: z.string(), bitrate: z.number().nullable(), size: z.number() })

export const failureSchema = z.object({ id: idSchema, path: z.string(), reason: failureReasonSchema, told: toldSchema, failedAt: z.number() })
export const missingFileSchema = z.object({ id: idSchema, path: z.string(), title: z.string().nullable(), artist: z.string().nullable(), missingSince: z.number() })
export const moveCandidateSchema = z.object({ newFileId: idSchema, newPath: z.string(), missingFileId: idSchema, missingPath: z.string(), title: z.string().nullable(), artist: z.string().nullable() })

const jobStarted = z.object({ jobId: idSchema })

export const libraryContract = {
  folders: oc.output(z.array(libraryFolderSchema)),
  /** Adds a folder and scans it. A folder inside one that is there already, or around one, is refused with `conflict`. */
  addFolder: oc.input(z.object({ path: z.string().min(1).max(4096) })).output(z.object({ folderId: idSchema, jobId: idSchema })),
  /** Forgets the folder and its files' rows; the music files themselves are not touched, plays stay. */
  removeFolder: oc.input(z.object({ id: idSchema })).output(jobStarted),
  updateFolder: oc.input(z.object({ id: idSchema, isWatched: z.boolean().optional(), rescanMinutes: z.int().min(5).max(10080).nullable().optional() })).output(libraryFolderSchema),
  /** The same music now lies elsewhere: ids, plays and ratings stay. `matching` of `sampled` known files were found there. */
  previewRelocation: oc.input(z.object({ id: idSchema, path: z.string().min(1).max(4096) })).output(z.object({ sampled: z.number(), matching: z.number() })),
  relocateFolder: oc.input(z.object({ id: idSchema, path: z.string().min(1).max(4096) })).output(jobStarted),
  /** Scans the folders named, or all. `isFull` reads every file again although size and time are unchanged. */
  scan: oc.input(z.object({ folderIds: z.array(idSchema).optional(), isFull: z.boolean().default(false) })).output(jobStarted),
  failures: oc.input(windowSchema).output(z.object({ total: z.number(), items: z.array(failureSchema) })),
  missing: oc.input(windowSchema).output(z.object({ total: z.number(), items: z.array(missingFileSchema) })),
  /** Removes the rows of missing files for good, when a person says so. */
  forgetMissing: oc.input(z.object({ fileIds: z.array(idSchema).max(500).optional() })).output(z.object({ removed: z.number() })),
  moveCandidates: oc.input(windowSchema).output(z.object({ total: z.number(), items: z.array(moveCandidateSchema) })),
  /** Joins the new file to the missing one's track and history, or keeps them apart for good. */
  decideMove: oc.input(z.object({ newFileId: idSchema, missingFileId: idSchema, isSame: z.boolean() })),
  /** The folders and files inside a directory, `totalFiles` of them files; without `directoryId` the library folders themselves. */
  browse: oc
    .input(z.object({ directoryId: idSchema.optional() }).extend(windowSchema.shape))
    .output(z.object({ path: z.array(z.object({ id: idSchema, name: z.string() })), directories: z.array(directorySchema), totalFiles: z.number(), files: z.array(directoryFileSchema) })),
}
