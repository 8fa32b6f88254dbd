export type AnnouncerProps = { message: string }

/** Tells a screen reader what changed elsewhere: another track, a job that ended. */
export function Announcer({ message }: AnnouncerProps) {
  return <div role="status" aria-live="polite" className="vh">{message}</div>
}
