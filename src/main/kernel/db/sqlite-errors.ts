import { AppError, isAbort, messageOf } from '#shared/errors.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { Told } from '#shared/messages/say.ts'
import { inEnglish, say } from '#shared/messages/say.ts'

type Sentence = { code: ErrorCode; says: (file: string | Told) => Told }

const diskFull: Sentence = {
  code: 'disk-full',
  says: (file) => say`There is no room left to write ${file}. What was saved before is intact. Free some space on that drive and try again.`,
}
const refused: Sentence = {
  code: 'permission',
  says: (file) => say`The system refused access to ${file}. Nothing was changed. Check that you own the folder and that it is not read-only.`,
}
const readOnly: Sentence = {
  code: 'permission',
  says: (file) => say`Nothing can be saved: ${file} is read-only. Nothing was changed. Make its folder writable, or choose another data folder.`,
}
const unreachable: Sentence = {
  code: 'unavailable',
  says: (file) => say`The drive that holds ${file} reported an error, is gone or takes no larger file. What was saved before is kept. Check the drive and start again.`,
}
const damaged: Sentence = {
  code: 'database-damaged',
  says: (file) => say`Damage was found in ${file}. It is kept as it is. Restore a backup to go on.`,
}
const notAFolder: Sentence = {
  code: 'invalid-input',
  says: (file) => say`What is at ${file} is not a folder, so it cannot hold the library. Choose another one with --data.`,
}
const busy: Sentence = {
  code: 'unavailable',
  says: (file) => say`Another program is using ${file} and did not let go in time. Nothing was changed. Try again.`,
}

/** The first that fits: SQLite's extended codes begin with their primary one. */
const sentences: readonly [RegExp, Sentence][] = [
  [/^SQLITE_FULL|^ENOSPC$|^EDQUOT$|^EFBIG$/, diskFull],
  [/^SQLITE_READONLY|^EROFS$/, readOnly],
  [/^SQLITE_PERM|^SQLITE_AUTH|^SQLITE_IOERR_(?:ACCESS|AUTH)|^SQLITE_CANTOPEN|^EACCES$|^EPERM$/, refused],
  [/^SQLITE_CORRUPT|^SQLITE_NOTADB|^SQLITE_IOERR_(?:CORRUPTFS|DATA)/, damaged],
  [/^SQLITE_IOERR|^SQLITE_NOLFS|^EIO$|^ENXIO$|^ENODEV$|^ESTALE$|^ENOTCONN$|^EHOSTDOWN$|^ETIMEDOUT$/, unreachable],
  [/^ENOTDIR$|^EEXIST$/, notAFolder],
  [/^SQLITE_BUSY|^SQLITE_LOCKED|^SQLITE_PROTOCOL|^EBUSY$/, busy],
]

/** The code of an error of SQLite or of the operating system. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** The path an error of the file system names itself. */
function pathOf(error: unknown): string | undefined {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : undefined
}

/**
 * Turns what SQLite and the file system below it say into a sentence for a person; `file` names what was touched where
 * the error does not. Anything else, and what is an {@link AppError} or a cancellation already, comes back unchanged.
 */
export function mapSqliteError(error: unknown, file: string | Told): Error {
  if (error instanceof AppError || isAbort(error)) return error as Error
  const code = codeOf(error)
  const sentence = code === undefined ? undefined : sentences.find(([pattern]) => pattern.test(code))?.[1]
  if (!sentence) return error instanceof Error ? error : new Error(messageOf(error))
  const where = pathOf(error) ?? file
  return new AppError(sentence.code, sentence.says(where), { data: { file: typeof where === 'string' ? where : inEnglish(where), reason: code }, cause: error })
}

/** Runs `work`, translating what it throws with {@link mapSqliteError}. */
export function translatingErrors<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw mapSqliteError(error, file)
  }
}
