// Repairs text whose encoding was lost, only where a single reading is possible. All undeclared texts of a file are judged together,
// because one short name proves nothing. What stays doubtful is read as Windows-1252, as every player does.
import { isUtf8 } from 'node:buffer'
import { decodeLatin1, windows1252Bytes } from './text.ts'

export type CodePage = 'windows-1252' | 'windows-1251' | 'shift_jis' | 'gb18030'

export const codePageNames: Record<Exclude<CodePage, 'windows-1252'>, string> = { 'windows-1251': 'Cyrillic (Windows-1251)', shift_jis: 'Japanese (Shift JIS)', gb18030: 'Chinese (GBK)' }

const decoders = new Map<CodePage, InstanceType<typeof TextDecoder>>()

export function decodeAs(codePage: CodePage, bytes: Buffer): string | undefined {
  if (codePage === 'windows-1252') return decodeLatin1(bytes)
  let decoder = decoders.get(codePage)
  if (!decoder) decoders.set(codePage, (decoder = new TextDecoder(codePage, { fatal: true })))
  try {
    return decoder.decode(bytes)
  } catch {
    // A field of fixed width may end in half a character.
    if (bytes.length < 28) return undefined
    try {
      return decoder.decode(bytes.subarray(0, -1))
    } catch {
      return undefined
    }
  }
}

/** UTF-8 that nobody declared; a field of fixed width may end inside a character. */
export function decodeUndeclaredUtf8(bytes: Buffer): string | undefined {
  for (let cut = 0; cut < 4 && (cut === 0 || bytes.length >= 26); cut++) {
    const body = cut === 0 ? bytes : bytes.subarray(0, -cut)
    if (isUtf8(body) && hasMultiByte(body)) return body.toString('utf8')
  }
  return undefined
}

function hasMultiByte(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte >= 0x80) return true
  return false
}

/** The one code page all these texts can be in. */
export function recogniseCodePage(texts: Buffer[]): CodePage {
  const highBytes = texts.reduce((sum, text) => sum + countHigh(text), 0)
  if (highBytes < 4) return 'windows-1252'
  if (isCyrillic(texts)) return 'windows-1251'
  if (isShiftJis(texts)) return 'shift_jis'
  if (isChinese(texts)) return 'gb18030'
  return 'windows-1252'
}

function countHigh(text: Buffer): number {
  let count = 0
  for (const byte of text) if (byte >= 0x80) count++
  return count
}

/** Whole words of high bytes, small letters after at most one capital, with vowels where Russian has them: no western text looks so. */
function isCyrillic(texts: Buffer[]): boolean {
  let letters = 0
  let small = 0
  let vowels = 0
  for (const text of texts) {
    const decoded = decodeAs('windows-1251', text)
    if (decoded === undefined) return false
    for (const [word] of decoded.matchAll(/[\p{L}\u0080-\u00ff]+/gu)) {
      if (/^[ -~]+$/.test(word)) continue
      if (!/^(?:[А-ЯЁІЇЄҐ]?[а-яёіїєґ]+|[А-ЯЁІЇЄҐ]+)$/.test(word)) return false
      if (/[бвгджзйклмнпрстфхцчшщъь]{6}|[ъь]{2}|^[ъьЪЬ]/i.test(word)) return false
      letters += word.length
      small += word.match(/[а-яёіїєґ]/g)?.length ?? 0
      vowels += word.match(/[аеёиоуыэюяіїє]/gi)?.length ?? 0
    }
  }
  // All capitals could be KOI8-R; words without vowels could be Greek.
  return letters >= 5 && small / letters > 0.5 && vowels / letters > 0.25 && vowels / letters < 0.65
}

/** Kana, or kanji whose first bytes are control characters in every western table. */
function isShiftJis(texts: Buffer[]): boolean {
  let kana = 0
  let kanji = 0
  let others = 0
  let controls = 0
  for (const text of texts) {
    const decoded = decodeAs('shift_jis', text)
    if (decoded === undefined) return false
    for (const character of decoded) {
      if (/[\u3040-\u30ff]/.test(character)) kana++
      else if (/[\u4e00-\u9fff々]/.test(character)) kanji++
      else if (character > '\x7f' && !/[\u3000-\u303f\uff01-\uff5e†～ー・…“”‘’]/.test(character)) others++
    }
    for (const byte of text) if (byte >= 0x81 && byte <= 0x9f) controls++
  }
  return others === 0 && kana + kanji >= 2 && controls >= (kana + kanji) / 2 && (kana >= 2 || (kanji >= 3 && controls >= kanji * 0.8))
}

/** GB 2312 pairs only, some beyond the rows that Korean shares, and none of the rows where Japanese keeps its kana. */
function isChinese(texts: Buffer[]): boolean {
  let pairs = 0
  let common = 0
  let beyondKorean = 0
  for (const text of texts) {
    for (let index = 0; index < text.length; index++) {
      const lead = text[index] ?? 0
      if (lead < 0x80) continue
      const trail = text[index + 1] ?? 0
      if (trail < 0xa1 || trail > 0xfe) return false
      index++
      if (lead >= 0xa1 && lead <= 0xa3) continue
      if (lead < 0xb0 || lead > 0xf7) return false
      pairs++
      if (lead <= 0xd7) common++
      if (lead >= 0xca) beyondKorean++
    }
  }
  return pairs >= 4 && common / pairs >= 0.7 && beyondKorean / pairs >= 0.1
}

const suspicious = /[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]/

/** "BjÃ¶rk" back to "Björk": UTF-8 that someone once read as Latin-1. Undefined when the text is not provably that. */
export function repairMojibake(text: string): string | undefined {
  if (!suspicious.test(text)) return undefined
  const bytes = windows1252Bytes(text)
  if (!bytes || !isUtf8(bytes)) return undefined
  const repaired = bytes.toString('utf8')
  // Every character that was put together must be one that occurs in names.
  for (const character of repaired) if (character > '\x7f' && !/[\p{L}\p{M}\p{N}\p{P}\p{So}\p{Sc}\p{Cf}\p{Zs}]/u.test(character)) return undefined
  return repaired
}
