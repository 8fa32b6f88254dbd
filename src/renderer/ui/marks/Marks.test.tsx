import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { givenWindow } from '#renderer/testing/jsdom-layout.ts'
import { renderInApp } from '#renderer/testing/render-in-app.tsx'
import { Marks } from './Marks.tsx'

givenWindow(800, 600)

const nameOf = (marks: React.ReactElement): string | null => {
  const { unmount } = renderInApp(marks)
  const name = screen.getByRole('img').getAttribute('aria-label')
  unmount()
  return name
}

test('three truths have one spoken name, in one order', () => {
  expect(nameOf(<Marks onDisk shelf="vinyl" plays={42} />)).toBe('on disk, on the shelf, 42 plays')
  expect(nameOf(<Marks onDisk={false} shelf="none" plays={0} />)).toBe('not on disk, not on the shelf, not heard yet')
})

test('a shelf that is not known is not spoken of', () => {
  expect(nameOf(<Marks onDisk plays={1} />)).toBe('on disk, 1 play')
})
