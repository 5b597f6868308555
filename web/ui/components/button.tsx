import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { Link } from "wouter";
import "./button.css";

type Look = "primary" | "secondary" | "quiet" | "danger";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "children"> {
  readonly look?: Look;
  readonly size?: "small" | "normal";
  readonly children: ReactNode;
}

/** While `isPending` it keeps the focus, tells screen readers so, and cannot be pressed again. */
export function Button({ look = "secondary", size = "normal", children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button button-${look} button-${size}`}>
      {({ isPending }) => (
        <>
          {isPending ? <span className="button-spinner" aria-hidden="true" /> : null}
          {children}
        </>
      )}
    </AriaButton>
  );
}

interface LinkButtonProps {
  readonly href: string;
  readonly look?: Look;
  readonly size?: "small" | "normal";
  /** Leaves the page for an address that the server answers (sign-in, connecting). */
  readonly leavesPage?: boolean;
  readonly children: ReactNode;
  readonly "aria-label"?: string;
}

/** A link that looks like a button, for going somewhere. */
export function LinkButton({
  href,
  look = "secondary",
  size = "normal",
  leavesPage = false,
  children,
  ...rest
}: LinkButtonProps) {
  const className = `button button-${look} button-${size}`;
  if (leavesPage) {
    return (
      <a {...rest} href={href} className={className}>
        {children}
      </a>
    );
  }
  return (
    <Link {...rest} href={href} className={className}>
      {children}
    </Link>
  );
}
