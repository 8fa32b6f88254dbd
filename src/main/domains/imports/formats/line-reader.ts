/** Longest line that is read; what is longer is told and left out. */
export const longestLine = 1024 * 1024

type LineHandlers = {
  onLine(text: string, line: number): void
  onTooLong(line: number): void
}

/** Cuts text into lines (LF or CRLF), however it comes in pieces. */
export function openLines({ onLine, onTooLong }: LineHandlers) {
  let rest = ''
  let line = 0
  let isTooLong = false

  function give(text: string): void {
    line += 1
    if (isTooLong || text.length > longestLine) onTooLong(line)
    else onLine(text.endsWith('\r') ? text.slice(0, -1) : text, line)
    isTooLong = false
  }

  return {
    push: (piece: string): void => {
      let from = 0
      let end = piece.indexOf('\n')
      if (end >= 0) {
        give(rest + piece.slice(0, end))
        from = end + 1
        rest = ''
        while ((end = piece.indexOf('\n', from)) >= 0) {
          give(piece.slice(from, end))
          from = end + 1
        }
      }
      rest += from === 0 ? piece : piece.slice(from)
      if (rest.length > longestLine) {
        isTooLong = true
        rest = ''
      }
    },
    end: (): void => {
      if (rest !== '' || isTooLong) give(rest)
      rest = ''
    },
  }
}
