import { getFileNameLowLevel, openPromise, parseExtraFields, validateFileName } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { messageOf } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Told } from '#shared/messages/say.ts'
import { mostFiles } from './source-file.ts'
import type { SourceFile, SourceFiles } from './source-file.ts'

const largestEntry = 8 * 1024 ** 3
const largestZip = 64 * 1024 ** 3
/** Histories shrink to a tenth or a thirtieth; what shrinks to a five-hundredth is made to fill memories. */
const strongestPacking = 500
const worthAsking = 16 * 1024 * 1024

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFieldRaw }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, parseExtraFields(extraFieldRaw), false)
}

function problemOf(entry: Entry, name: string): Told | null {
  if (validateFileName(name) !== null) return say`Its name leads out of the archive.`
  if (entry.isEncrypted()) return say`It is protected by a password.`
  if (!entry.canDecodeFileData()) return say`It is packed in a way that Sillon cannot read.`
  const isBomb = entry.uncompressedSize > worthAsking && entry.uncompressedSize > entry.compressedSize * strongestPacking
  return isBomb || entry.uncompressedSize > largestEntry ? say`It would unpack to far more than a listening history is.` : null
}

/** A name is only ever shown: nothing is unpacked to disk. */
function shownName(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, '�').slice(0, 1000)
}

async function listEntries(zip: ZipFile, shownAs: string): Promise<SourceFile[]> {
  const files: SourceFile[] = []
  let total = 0
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    if (name.endsWith('/')) continue
    total += entry.uncompressedSize
    const tooMuch = total > largestZip || files.length >= mostFiles
    const problem = tooMuch ? say`The archive holds far more than a listening history is.` : problemOf(entry, name)
    files.push({ path: `${shownAs}/${shownName(name)}`, size: entry.uncompressedSize, problem, open: problem ? null : () => zip.openReadStreamPromise(entry) })
    if (tooMuch) break
  }
  return files
}

/** The files in a zip, read in place. Stays open until closed. */
export async function openZip(path: string, shownAs: string): Promise<SourceFiles> {
  let zip: ZipFile
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: true })
  } catch (error) {
    return { files: [{ path: shownAs, size: 0, open: null, problem: say`This archive is damaged or incomplete: ${messageOf(error)}` }], close: () => {} }
  }
  try {
    return { files: await listEntries(zip, shownAs), close: () => zip.close() }
  } catch (error) {
    zip.close()
    return { files: [{ path: shownAs, size: 0, open: null, problem: say`This archive is damaged or incomplete: ${messageOf(error)}` }], close: () => {} }
  }
}
