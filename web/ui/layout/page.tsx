import { useEffect, useRef, type ReactNode } from "react";
import { useMessages } from "../messages/messages.ts";
import "./page.css";

interface PageProps {
  readonly title: string;
  readonly intro?: string;
  /** Beside the heading. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/**
 * A page under its heading. Going from page to page moves the focus to the heading, so that
 * screen readers say where one has arrived; the first page leaves the focus where browsers put it.
 */
export function Page({ title, intro, actions, children }: PageProps) {
  const { t } = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = t.layout.documentTitle({ page: title });
  }, [t, title]);

  useEffect(() => {
    if (hasNavigated()) heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <div className="page">
      <header className="page-header">
        <div className="stack-small">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {intro === undefined ? null : <p className="muted">{intro}</p>}
        </div>
        {actions === undefined ? null : <div className="row">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

let firstPath: string | undefined;

function hasNavigated(): boolean {
  firstPath ??= window.location.pathname;
  if (firstPath === window.location.pathname) return false;
  firstPath = "";
  return true;
}
