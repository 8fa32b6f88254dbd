import { expect, test } from 'vitest'
import { importsOf, readSources } from './import-graph.ts'
import type { ImportEdge } from './import-graph.ts'
import { problemOf } from './layers.ts'

const sources = readSources('src')
const product = sources.filter(({ path }) => !/\.test\.tsx?$/.test(path))
const edges = product.flatMap(importsOf)

function cyclesOf(all: ImportEdge[]): string[][] {
  const next = Map.groupBy(all.filter((edge) => !edge.isTypeOnly && edge.to.startsWith('src/')), (edge) => edge.from)
  const done = new Set<string>()
  const found: string[][] = []
  const visit = (path: string, trail: string[]): void => {
    const at = trail.indexOf(path)
    if (at >= 0) {
      found.push([...trail.slice(at), path])
      return
    }
    if (done.has(path)) return
    for (const edge of next.get(path) ?? []) visit(edge.to, [...trail, path])
    done.add(path)
  }
  for (const path of next.keys()) visit(path, [])
  return found
}

function reachableFrom(start: string, all: ImportEdge[]): Set<string> {
  const next = Map.groupBy(all.filter((edge) => !edge.isTypeOnly), (edge) => edge.from)
  const reached = new Set<string>()
  const waiting = [start]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    waiting.push(...(next.get(path) ?? []).map((edge) => edge.to))
  }
  return reached
}

test('every import follows the directions of the architecture', () => {
  expect(edges.map(problemOf).filter(Boolean)).toEqual([])
})

test('there are no import cycles', () => {
  expect(cyclesOf(edges)).toEqual([])
})

test('nothing reachable from the core reaches Electron', () => {
  const reached = reachableFrom('src/main/app.ts', edges)
  expect(reached.size).toBeGreaterThan(20)
  expect([...reached].filter((path) => /^electron$|^src\/(?:main\/electron|preload|renderer)\//.test(path))).toEqual([])
})

test.each([
  ['src/renderer/features/library/x.ts', "import { openDatabase } from '#main/kernel/db/database.ts'", 'renderer may not know kernel'],
  ['src/main/domains/library/x.ts', "import { app } from 'electron'", 'another home'],
  ['src/main/domains/library/x.ts', "import { listJobs } from '../jobs/jobs.repo.ts'", 'only through its service'],
  ['src/shared/model/x.ts', "import { readFileSync } from 'node:fs'", 'only zod'],
  ['src/main/kernel/x.ts', "export { createApp } from '#main/app.ts'", 'kernel may not know app'],
  ['src/main/domains/library/x.ts', "const axios = await import('axios')", 'another home'],
])('a planted violation in %s is found', (path, text, problem) => {
  const [edge] = importsOf({ path, text })
  expect(edge && problemOf(edge)).toContain(problem)
})

const impure = /\b(?:Date\.now|Math\.random|process\.env|console\.)/

test('domains ask the context for time, chance and environment', () => {
  const offenders = product.filter(({ path }) => path.startsWith('src/main/domains/') && !path.endsWith('.worker.ts')).filter(({ text }) => impure.test(text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')))
  expect(offenders.map(({ path }) => path)).toEqual([])
})

test('no source file is longer than 400 lines', () => {
  const long = product.filter(({ path }) => !path.includes('.gen.')).filter(({ text }) => text.split('\n').length > 401)
  expect(long.map(({ path }) => path)).toEqual([])
})

test('files are named for their role', () => {
  const vague = product.filter(({ path }) => /\/(?:utils?|helpers?|common|types|misc)\.tsx?$/.test(path))
  expect(vague.map(({ path }) => path)).toEqual([])
})
