import type { ModuleFacts, ModuleSettings } from "../../core/places/module-consequences.ts";
import type { PersonSummary } from "../people/people.ts";
import type { NoteOf } from "./ports.ts";

/** A reservable module as administrators see it: how the spaces that are in it are reserved. */
export interface ReservableModule extends Omit<ModuleSettings, "approvers"> {
  readonly id: string;
  readonly approvers: readonly PersonSummary[];
  /** Those out of use too. */
  readonly spaceCount: number;
  /** Grows by one with every change. */
  readonly version: number;
}

/** What is to be different; what is left out stays. */
export type ModuleChange = Partial<ModuleSettings>;

export type ModuleWritten =
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: "module_name_taken" | "person_not_found" | "stale" };

/** Port, filled by `src/store/module-store.ts`. */
export interface Modules {
  /** By name. */
  list(): Promise<readonly ReservableModule[]>;
  find(id: string): Promise<ReservableModule | null>;
  /** Writes the settings if the module still has the version that was read; with the audit entry. */
  change(
    id: string,
    version: number,
    settings: ModuleSettings,
    noteOf: NoteOf,
  ): Promise<ModuleWritten>;
  /**
   * Takes it away; what it offered stays with the reservations that have it. Answers why not: a space
   * is in it, or it is not there.
   */
  remove(id: string, noteOf: NoteOf): Promise<"module_has_spaces" | "module_not_found" | null>;
  /** What there is that a change would meet: `minutes` are the durations it would allow. */
  facts(id: string, minutes: { readonly min: number; readonly max: number }): Promise<ModuleFacts>;
}

export function settingsOf(module: ReservableModule): ModuleSettings {
  const { id: _id, spaceCount: _count, version: _version, approvers, ...settings } = module;
  return { ...settings, approvers: approvers.map((person) => person.id) };
}
