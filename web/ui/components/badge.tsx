import { Icon, type IconName } from "./icon.tsx";
import type { NoticeTone } from "./notice.tsx";
import "./badge.css";

export interface BadgeProps {
  readonly tone: NoticeTone;
  readonly icon?: IconName;
  readonly children: string;
  /** Turns gently while something is under way. */
  readonly isBusy?: boolean;
}

/** A state in a word or two; never by colour alone. */
export function Badge({ tone, icon, children, isBusy = false }: BadgeProps) {
  return (
    <span className={`badge badge-${tone}`} data-busy={isBusy || undefined}>
      {icon === undefined ? null : <Icon name={icon} sizePx={14} />}
      {children}
    </span>
  );
}
