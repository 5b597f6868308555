import { Component, type ReactNode } from "react";
import { ProblemNotice } from "../components/problem-notice.tsx";

interface Props {
  /** A fault is forgotten when the person goes to another page. */
  readonly path: string;
  readonly children: ReactNode;
}

interface State {
  readonly path: string;
  readonly error: Error | null;
}

/** Keeps a fault of one page from taking the frame with it, and offers to try again. */
export class PageBoundary extends Component<Props, State> {
  override state: State = { path: this.props.path, error: null };

  static getDerivedStateFromError(error: unknown): Pick<State, "error"> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return props.path === state.path ? null : { path: props.path, error: null };
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return <ProblemNotice error={this.state.error} onRetry={() => window.location.reload()} />;
  }
}
