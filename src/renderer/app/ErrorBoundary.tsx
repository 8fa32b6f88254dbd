import { Component } from 'react'
import type { ReactNode } from 'react'
import { BrokenView } from '#renderer/ui/state/BrokenView.tsx'

type Props = { children: ReactNode }
type State = { error: unknown }

/** Keeps a part of the window that throws while drawing from taking the rest with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children
    return <BrokenView error={this.state.error} onReset={() => this.setState({ error: undefined })} />
  }
}
