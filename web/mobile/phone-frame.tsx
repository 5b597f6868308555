import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { Icon, type IconName } from "../ui/components/icon.tsx";
import { Toasts } from "../ui/components/toast.tsx";
import { useMessages } from "../ui/messages/messages.ts";
import { Bookings } from "./unsent/bookings.tsx";

const PLACES: readonly {
  readonly href: string;
  readonly name: "day" | "near" | "scan";
  readonly icon: IconName;
}[] = [
  { href: "/m", name: "day", icon: "home" },
  { href: "/m/near", name: "near", icon: "near" },
  { href: "/m/scan", name: "scan", icon: "scan" },
];

interface PhoneFrameProps {
  /** What is being booked, and what became of it; only of somebody who is known. */
  readonly showsBookings?: boolean;
  readonly children: ReactNode;
}

/** The frame of the phone's pages: where one can go is below, where the thumb is. */
export function PhoneFrame({ showsBookings = false, children }: PhoneFrameProps) {
  const { t } = useMessages();
  const [path] = useLocation();
  return (
    <div className="phone">
      <a className="skip-link" href="#main">
        {t.layout.skip}
      </a>
      <header className="phone-bar">
        <Link href="/m" className="frame-brand">
          <img src="/icon.svg" alt="" width="28" height="28" />
          {t.layout.product}
        </Link>
        <Link href="/">{t.phone.everything}</Link>
      </header>
      <main id="main" className="phone-main" tabIndex={-1}>
        {showsBookings ? <Bookings /> : null}
        {children}
      </main>
      <nav className="phone-nav" aria-label={t.layout.mainNavigation}>
        {PLACES.map(({ href, name, icon }) => (
          <Link
            key={href}
            href={href}
            className="phone-link"
            {...(path === href ? { "aria-current": "page" as const } : {})}
          >
            <Icon name={icon} sizePx={24} />
            {t.phone.places[name]}
          </Link>
        ))}
      </nav>
      <Toasts />
    </div>
  );
}
