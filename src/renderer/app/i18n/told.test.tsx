import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { say } from '#shared/messages/say.ts'
import { ErrorText, LanguageContext } from './told.tsx'

test('an error of the core is shown in the language of the window', () => {
  const error = new AppError('conflict', say`${'/music'} is in the library already.`)
  const { rerender } = render(<LanguageContext value="fr"><ErrorText error={error} /></LanguageContext>)
  expect(screen.getByText('/music est déjà dans la bibliothèque.')).toBeTruthy()
  rerender(<LanguageContext value="en"><ErrorText error={error} /></LanguageContext>)
  expect(screen.getByText('/music is in the library already.')).toBeTruthy()
})

test('anything unforeseen is a plain sentence, never its own words', () => {
  render(<LanguageContext value="fr"><ErrorText error={new TypeError('x is not a function')} /></LanguageContext>)
  expect(screen.getByText(/^Un imprévu s’est produit/)).toBeTruthy()
  expect(screen.queryByText(/function/)).toBeNull()
})
