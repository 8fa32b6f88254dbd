export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** A box of ISO 14496-12: length, name, content. Names are Latin-1, so that iTunes' © is one byte. */
export function atom(name: string, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 8)
  return Buffer.concat([u32(length), Buffer.from(name, 'latin1'), ...parts], length)
}

/** A box with a version (always 0 here) and flags. */
export function fullAtom(name: string, flags: number, ...parts: readonly Uint8Array[]): Buffer {
  return atom(name, u32(flags), ...parts)
}
