import type { TFunction } from 'i18next'
import type { Job } from '#shared/contract/jobs.contract.ts'

/** A job's kind in words; its technical name where the catalogue has none. */
export function jobName(t: TFunction, type: string): string {
  return t(`jobs.type.${type}` as 'jobs.type.library.scan', { defaultValue: type })
}

/** The phase of a running job in words. */
export function phaseName(t: TFunction, phase: string): string {
  return t(`jobs.phase.${phase}` as 'jobs.phase.reading', { defaultValue: phase })
}

/** A state in words. */
export function stateName(t: TFunction, state: Job['state']): string {
  return t(state === 'running' ? 'jobs.runningState' : `jobs.${state}`)
}
