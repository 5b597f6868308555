import { Component, type ReactNode } from "react";
import { ProblemNotice } from "../components/problem-notice.tsx";

interface Props {
  /** A fault is forgotten when the person goes to another page. */
  readonly path: string;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | null;
}

/** Keeps a fault of one page from taking the frame with it, and offers to try again. */
export class PageBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate(before: Props): void {
    if (before.path !== this.props.path && this.state.error) this.setState({ error: null });
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return <ProblemNotice error={this.state.error} onRetry={() => window.location.reload()} />;
  }
}
