import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { Link } from "wouter";
import "./button.css";

type Look = "primary" | "secondary" | "quiet" | "danger";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "children" | "isPending"> {
  readonly look?: Look;
  readonly size?: "small" | "normal";
  /** What it began is under way: it keeps the focus, but pressing it does nothing more. */
  readonly isPending?: boolean;
  readonly children: ReactNode;
}

/*
 * React Aria's own isPending announces the button by reference; where the answer replaces the
 * button, as in a dialog that closes, the reference dangles (axe: role-img-alt). What follows is
 * announced by the notice, the toast or the dialog that the answer brings.
 */
export function Button({
  look = "secondary",
  size = "normal",
  isPending = false,
  onPress,
  children,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      {...(isPending ? { "aria-disabled": true } : onPress ? { onPress } : {})}
      className={`button button-${look} button-${size}`}
      data-pending={isPending || undefined}
    >
      {isPending ? <span className="button-spinner" aria-hidden="true" /> : null}
      {children}
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
