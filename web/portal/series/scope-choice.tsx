import type { Reservation, Scope } from "../../../src/contract/reservations.ts";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

const SCOPES = ["this", "following", "all"] as const satisfies readonly Scope[];

/** How much of a series an act on this reservation can be about; null for what is no series. */
export function firstScopeOf(
  reservation: Pick<Reservation, "recurrence" | "is_parent">,
): Scope | null {
  if (reservation.recurrence === null) return null;
  return reservation.is_parent ? "all" : "this";
}

interface ScopeChoiceProps {
  readonly reservation: Pick<Reservation, "recurrence" | "is_parent">;
  readonly value: Scope | null;
  readonly onChange: (scope: Scope) => void;
}

/** Nothing to choose for a single reservation, nor for a series as a whole. */
export function ScopeChoice({ reservation, value, onChange }: ScopeChoiceProps) {
  const { t } = useMessages();
  if (value === null || reservation.is_parent) return null;
  return (
    <ChoiceList
      label={t.series.scope}
      choices={SCOPES.map((key) => ({ key, label: t.series.scopes[key] }))}
      value={[value]}
      onChange={([scope]) => onChange(scope ?? "this")}
      isSingle
    />
  );
}
