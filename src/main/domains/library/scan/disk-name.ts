// Names as the file system gives them. While scanning, a name is its bytes as a string of one character each (latin1), which
// is cheap to compare and loses nothing. In the database it is TEXT when the bytes are UTF-8, else the bytes themselves.
import { isUtf8 } from 'node:buffer'

/** A name or path as stored. */
export type StoredName = string | Uint8Array

const notAscii = /[\x80-\xff]/

/** Bytes as latin1 to what is stored. */
export function storedName(raw: string): StoredName {
  if (!notAscii.test(raw)) return raw
  const bytes = Buffer.from(raw, 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes
}

/** What is stored to bytes as latin1. */
export function rawName(stored: StoredName): string {
  if (typeof stored !== 'string') return Buffer.from(stored).toString('latin1')
  return /[\u0080-\uffff]/.test(stored) ? Buffer.from(stored, 'utf8').toString('latin1') : stored
}

/** What `node:fs` is given. */
export function systemPath(raw: string): string | Buffer {
  return notAscii.test(raw) ? Buffer.from(raw, 'latin1') : raw
}

/** For a person; bytes that are no text become replacement characters. */
export function shownName(stored: StoredName): string {
  return typeof stored === 'string' ? stored : Buffer.from(stored).toString('utf8')
}

/** A name without its ending, for a person: what a file without a title tag is called. */
export function stemOf(stored: StoredName): string {
  const name = shownName(stored)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

/** A folder and a name below it, both as latin1 bytes; '' is the folder itself. */
export function joinRaw(folder: string, name: string): string {
  return folder === '' ? name : name === '' ? folder : folder.endsWith('/') ? folder + name : `${folder}/${name}`
}
