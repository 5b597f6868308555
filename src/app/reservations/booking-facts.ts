import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { ApprovalRule } from "../../core/reservations/approval.ts";
import type { CheckInRule } from "../../core/reservations/check-in.ts";
import type { ModuleLimits } from "../../core/reservations/module-limits.ts";
import type { ModuleService } from "../../core/reservations/services.ts";
import type { PersonSummary } from "../people/people.ts";

/** What has to be known of a space to judge a reservation of it. */
export interface BookableSpace {
  readonly id: string;
  readonly name: string;
  readonly kind: "room" | "desk" | "other";
  readonly buildingId: string;
  readonly buildingName: string;
  /** IANA zone of the building, in which days are counted. */
  readonly buildingZone: string;
  readonly floor: string;
  readonly capacity: number;
  readonly equipment: readonly string[];
  /** The space, its building and its module can be reserved at all. */
  readonly active: boolean;
  readonly limits: ModuleLimits;
  readonly checkIn: CheckInRule;
  readonly approval: ApprovalRule;
  readonly moduleId: string;
  /** What its module offers, by name. */
  readonly services: readonly ModuleService[];
  /** Null unless its reservable sync configuration is active: the space is not synced then. */
  readonly sync: SpaceSync | null;
}

export interface SpaceSync {
  readonly providerId: string;
  readonly roomMailbox: string;
  /** The request is built and recorded, never sent. */
  readonly dryRun: boolean;
  readonly delegatedUserEmail: string | null;
}

export interface BookingPerson extends PersonSummary {
  readonly active: boolean;
}

/**
 * The facts that the rules need, as a port. Answers may be a few seconds old: they come from
 * caches, as creation is the hot path; whoever changes them here invalidates them here.
 */
export interface BookingFacts {
  space(spaceId: string): Promise<BookableSpace | null>;
  /** By id or by e-mail address, in any case. */
  person(idOrEmail: string): Promise<BookingPerson | null>;
  integrationMode(): Promise<IntegrationMode>;
  /** The address in the property `sn_wsd_rsv.blocker_user`; null where it is empty. */
  blockerUser(): Promise<string | null>;
  /** After so many minutes what nobody has checked in to is released, where its module says so. */
  noShowAfterMinutes(): Promise<number>;
  /** A usable token in the sense of the policy: present, not revoked, scopes, refreshable. */
  hasUsableToken(personId: string, providerId: string): Promise<boolean>;
}
