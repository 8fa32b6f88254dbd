import { createContext, useContext } from 'react'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import type { Told } from '#shared/messages/say.ts'
import { tell } from '#shared/messages/tell.ts'
import type { Language } from './language.ts'

export const LanguageContext = createContext<Language>('en')

/** Tells in the language of the window, for where a text is part of another. */
export function useTell(): (told: Told) => string {
  const language = useContext(LanguageContext)
  return (told) => tell(told, language)
}

/** What the core told, in the language of the window. */
export function ToldText({ told }: { told: Told }) {
  return useTell()(told)
}

/** What a person is told of anything thrown, in the language of the window. */
export function ErrorText({ error }: { error: unknown }) {
  return <ToldText told={error instanceof AppError ? error.told : say`Something unforeseen happened in this window. Your library is intact; try again.`} />
}
