import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import "./notice.css";

export type NoticeTone = "info" | "good" | "warn" | "bad" | "quiet";

const ICONS: Readonly<Record<NoticeTone, IconName>> = {
  info: "clock",
  good: "check",
  warn: "warning",
  bad: "warning",
  quiet: "lock",
};

interface NoticeProps {
  readonly tone: NoticeTone;
  readonly title?: ReactNode;
  /** Another one than the tone's. */
  readonly icon?: IconName;
  readonly children?: ReactNode;
  /** Read out at once, over what is being read. */
  readonly isUrgent?: boolean;
}

export function Notice({ tone, title, icon, children, isUrgent = false }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} {...(isUrgent ? { role: "alert" } : {})}>
      <Icon name={icon ?? ICONS[tone]} />
      <div className="notice-text">
        {title === undefined ? null : <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}
