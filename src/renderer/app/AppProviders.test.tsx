import { render, screen } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { givenWindow } from '#renderer/testing/jsdom-layout.ts'
import { AppProviders, type AppProvidersProps } from './AppProviders.tsx'
import { useT } from './i18n/use-t.ts'

const images = { widths: [], url: (hash: string) => hash }

function Word() {
  return <p>{useT()('shell.library')}</p>
}

const open = (choices: Pick<AppProvidersProps, 'theme' | 'language'>) => render(<AppProviders images={images} {...choices}><Word /></AppProviders>)

givenWindow(800, 600)
beforeEach(() => localStorage.clear())

test('before the settings are read, the theme and language chosen last hold', () => {
  open({ theme: 'paper', language: 'fr' }).unmount()
  open({ theme: undefined, language: undefined })
  expect(document.documentElement.dataset['theme']).toBe('paper')
  expect(document.documentElement.lang).toBe('fr')
  expect(screen.getByText('Bibliothèque')).toBeTruthy()
})

test('in a new window the system decides', () => {
  open({ theme: undefined, language: undefined })
  expect(document.documentElement.dataset['theme']).toBe('walnut')
  expect(screen.getByText('Library')).toBeTruthy()
})

test('a stored word that means nothing is passed over', () => {
  localStorage.setItem('sillon.theme', 'glass')
  open({ theme: undefined, language: 'en' })
  expect(document.documentElement.dataset['theme']).toBe('walnut')
})
