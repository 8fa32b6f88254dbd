import { fireEvent } from '@testing-library/react'
import { expect, test } from 'vitest'
import { givenWindow } from '#renderer/testing/jsdom-layout.ts'
import { renderInApp } from '#renderer/testing/render-in-app.tsx'
import { Cover } from './Cover.tsx'

givenWindow(800, 600)

const picture = (): HTMLImageElement | null => document.querySelector('img')

test('a picture that cannot be had leaves the initials, never a broken image', () => {
  renderInApp(<Cover name="Harbour Arithmetic" image={{ hash: 'abc' }} size={160} alt="Harbour Arithmetic" />)
  const image = picture()
  expect(image?.getAttribute('srcset')).toBe('/images/abc/160 160w')
  if (image) fireEvent.error(image)
  expect(picture()).toBeNull()
  expect(document.querySelector('[role=img]')?.textContent).toBe('HA')
})

test('a small original is shown small rather than blurred', () => {
  renderInApp(<Cover name="Snow" image={{ hash: 'abc', width: 100 }} size={212} />)
  expect(picture()?.style.maxWidth).toBe('120px')
})

test('its place is kept before anything has loaded', () => {
  renderInApp(<Cover name="Snow" image={{ hash: 'abc' }} size={160} />)
  expect([picture()?.getAttribute('width'), picture()?.getAttribute('height'), picture()?.parentElement?.style.width]).toEqual(['160', '160', '10rem'])
})

test('a tiny one needs no choice of sizes', () => {
  renderInApp(<Cover name="Snow" image={{ hash: 'abc' }} size={22} />)
  expect([picture()?.getAttribute('src'), picture()?.getAttribute('srcset')]).toEqual(['/images/abc/160', null])
})
