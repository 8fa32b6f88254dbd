/**
 * Words for a person, kept apart from their language: an English sentence with `{0}`, `{1}` where the values stand.
 * Plain data: it travels over every transport and is stored as JSON.
 */
export type Told = { template: string; values: ToldValue[] }

/** Text stands as it is. A number is written as the language writes it; one that only names something is given as text. */
export type ToldValue = string | number | Told

/** Says something that can be told in every language: say`The folder ${path} is gone.` Its French stands in `fr/`, under the English template. */
export function say(sentence: TemplateStringsArray, ...values: ToldValue[]): Told {
  return { template: sentence.reduce((text, part, index) => `${text}{${index - 1}}${part}`), values }
}

/** Words that have no translation: those of another program, and those for a terminal. */
export function verbatim(text: string): Told {
  return { template: '{0}', values: [text] }
}

/** {@link Told} as it was stored by this program; null when nothing was, or nothing that can be told. */
export function readTold(json: string | null): Told | null {
  const stored: unknown = json === null ? null : JSON.parse(json)
  return isTold(stored) ? stored : null
}

function isTold(value: unknown): value is Told {
  return typeof value === 'object' && value !== null && 'template' in value && typeof value.template === 'string' && 'values' in value && Array.isArray(value.values)
}

/** The English text: for logs, terminals and programs. */
export function inEnglish(told: Told): string {
  return fill(told.template, told.values, 'en-GB', inEnglish)
}

/** Puts values into a template of one language; `render` tells what is told within. */
export function fill(template: string, values: readonly ToldValue[], locale: string, render: (told: Told) => string): string {
  return template.replaceAll(/\{(\d+)\}/g, (slot, index) => {
    const value = values[Number(index)]
    if (value === undefined) return slot
    if (typeof value === 'number') return value.toLocaleString(locale)
    return typeof value === 'string' ? value : render(value)
  })
}
