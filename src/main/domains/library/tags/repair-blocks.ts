// Gives every tag value its true characters, and says so where it had to guess.
import { latin1ToWindows1252 } from './text.ts'
import { warn, type FileReading } from './tag-block.ts'
import { codePageNames, decodeAs, decodeUndeclaredUtf8, recogniseCodePage, repairMojibake, type CodePage } from './text-repair.ts'

export function repairBlocks(reading: FileReading): void {
  decodeUndeclared(reading)
  for (const block of reading.blocks) {
    for (const values of block.values.values()) {
      for (let index = 0; index < values.length; index++) {
        const value = values[index] ?? ''
        const repaired = repairMojibake(value)
        const text = (repaired ?? value).trim()
        if (text === '') values.splice(index--, 1)
        else values[index] = text
        if (repaired !== undefined) warn(reading, 'encoding', 'Text that had been read in the wrong encoding (UTF-8 as Latin-1) was repaired.')
      }
    }
  }
}

interface UndeclaredText {
  values: string[]
  index: number
  bytes: Buffer
}

function decodeUndeclared(reading: FileReading): void {
  const texts: UndeclaredText[] = []
  for (const block of reading.blocks) {
    for (const [key, index] of block.undeclared) {
      const values = block.values.get(key)
      const value = values?.[index]
      if (!values || value === undefined || !/[\u0080-\u00ff]/.test(value)) continue
      const bytes = Buffer.from(value, 'latin1')
      const text = decodeUndeclaredUtf8(bytes)
      if (text === undefined) texts.push({ values, index, bytes })
      else {
        values[index] = text
        warn(reading, 'encoding', 'Text without a declared encoding was read as UTF-8.')
      }
    }
  }
  if (texts.length === 0) return
  const codePage: CodePage = recogniseCodePage(texts.map((each) => each.bytes))
  for (const { values, index, bytes } of texts) {
    const text = codePage === 'windows-1252' ? undefined : decodeAs(codePage, bytes)
    values[index] = text ?? latin1ToWindows1252(values[index] ?? '')
  }
  if (codePage !== 'windows-1252') warn(reading, 'encoding', `Text without a declared encoding was read as ${codePageNames[codePage]}.`)
}
