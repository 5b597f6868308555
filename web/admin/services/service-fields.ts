import type { z } from "zod";
import type {
  changeServiceSchema,
  createServiceSchema,
  KeptService,
} from "../../../src/contract/services.ts";

/** A service as it stands in the form; a number is undefined while its field is empty. */
export interface ServiceFields {
  readonly name: string;
  readonly description: string;
  readonly preparation: number | undefined;
  readonly cleanUp: number | undefined;
  readonly leadTime: number | undefined;
  readonly isMandatory: boolean;
  readonly isAlways: boolean;
}

export type ServiceSettings = z.output<typeof createServiceSchema>;
type ServiceChange = z.output<typeof changeServiceSchema>;

export function fieldsOf(service: KeptService | null): ServiceFields {
  return {
    name: service?.name ?? "",
    description: service?.description ?? "",
    preparation: service?.preparation_minutes ?? 0,
    cleanUp: service?.clean_up_minutes ?? 0,
    leadTime: service?.lead_time_minutes ?? 0,
    isMandatory: service?.is_blocker_mandatory ?? false,
    isAlways: service?.on_every_reservation ?? false,
  };
}

/** An empty number is none. */
export function settingsOf(fields: ServiceFields): ServiceSettings {
  return {
    name: fields.name.trim(),
    description: fields.description.trim(),
    preparation_minutes: fields.preparation ?? 0,
    clean_up_minutes: fields.cleanUp ?? 0,
    lead_time_minutes: fields.leadTime ?? 0,
    is_blocker_mandatory: fields.isMandatory,
    on_every_reservation: fields.isAlways,
  };
}

/** Only what is different: two administrators may change different things of one service. */
export function changeOf(service: KeptService, fields: ServiceFields): ServiceChange {
  const stored: Readonly<Record<string, unknown>> = service;
  return Object.fromEntries(
    Object.entries(settingsOf(fields)).filter(([name, value]) => stored[name] !== value),
  );
}
