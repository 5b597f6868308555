import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useApprovalCount } from "../api/approvals.ts";
import { useIsAdmin, useSchedulePart } from "../api/session.ts";
import type { LiveState } from "../api/live-stream.ts";
import { Icon, type IconName } from "../components/icon.tsx";
import { Toasts } from "../components/toast.tsx";
import { useMessages } from "../messages/messages.ts";
import "./app-frame.css";

interface Destination {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  /** On a phone, where there is little room. */
  readonly shortLabel: string;
  /** How much waits there; said in words, and shown as a number where it is not 0. */
  readonly count?: { readonly value: number; readonly label: string } | undefined;
  readonly isCurrent: (path: string) => boolean;
}

function useDestinations(): readonly Destination[] {
  const { t } = useMessages();
  const isAdmin = useIsAdmin();
  const schedulePart = useSchedulePart();
  const approvals = useApprovalCount().data;
  const under = (prefix: string) => (path: string) => path.startsWith(prefix);
  return [
    {
      href: "/",
      label: t.layout.home,
      shortLabel: t.layout.short.home,
      icon: "home",
      isCurrent: (path) => path === "/",
    },
    {
      href: "/find",
      label: t.layout.find,
      shortLabel: t.layout.short.find,
      icon: "search",
      isCurrent: under("/find"),
    },
    {
      href: "/reservations",
      label: t.layout.reservations,
      shortLabel: t.layout.short.reservations,
      icon: "calendar",
      isCurrent: under("/reservations"),
    },
    ...(approvals?.decides
      ? [
          {
            href: "/approvals",
            label: t.approvals.title,
            shortLabel: t.approvals.title,
            icon: "check" as const,
            count: {
              value: approvals.count,
              label: t.approvals.waitingCount({ count: approvals.count }),
            },
            isCurrent: under("/approvals"),
          },
        ]
      : []),
    ...(schedulePart === "none"
      ? []
      : [
          {
            href: "/planner",
            label: t.layout.planner,
            shortLabel: t.layout.short.planner,
            icon: "schedule" as const,
            isCurrent: under("/planner"),
          },
        ]),
    ...(isAdmin
      ? [
          {
            href: "/admin",
            label: t.layout.admin,
            shortLabel: t.layout.short.admin,
            icon: "settings" as const,
            isCurrent: under("/admin"),
          },
        ]
      : []),
    {
      href: "/account",
      label: t.layout.account,
      shortLabel: t.layout.account,
      icon: "person",
      isCurrent: under("/account"),
    },
  ];
}

/** The frame around every page: where one is, where one can go; on a phone the way is below. */
export function AppFrame({ live, children }: { live: LiveState; children: ReactNode }) {
  const { t, formats } = useMessages();
  const [path] = useLocation();
  const destinations = useDestinations();
  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        {t.layout.skip}
      </a>
      <header className="frame-bar">
        <Link href="/" className="frame-brand">
          <img src="/icon.svg" alt="" width="28" height="28" />
          {t.layout.product}
        </Link>
        <nav className="frame-nav" aria-label={t.layout.mainNavigation}>
          {destinations.map(({ href, label, shortLabel, icon, count, isCurrent }) => (
            <Link
              key={href}
              href={href}
              className="frame-link"
              {...(isCurrent(path) ? { "aria-current": "page" as const } : {})}
            >
              <Icon name={icon} />
              <span className="frame-label">{label}</span>
              <span className="frame-label-short">{shortLabel}</span>
              {count === undefined || count.value === 0 ? null : (
                <span className="frame-count">
                  <span aria-hidden="true">{formats.number(count.value)}</span>
                  <span className="visually-hidden">{count.label}</span>
                </span>
              )}
            </Link>
          ))}
        </nav>
        <Link href="/account" className="frame-account">
          <Icon name="person" />
          {t.layout.account}
        </Link>
      </header>
      <main id="main" className="frame-main" tabIndex={-1}>
        <output className="frame-live">{live === "lost" ? t.layout.liveLost : null}</output>
        {children}
      </main>
      <Toasts />
    </div>
  );
}
