import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { Places } from "../places/ports.ts";
import { providerNotFound } from "./calendar-providers.ts";
import type {
  SyncConfigurationFault,
  SyncConfigurationRecord,
  SyncConfigurationWritten,
} from "./ports.ts";
import type { SettingsDependencies } from "./settings-dependencies.ts";

type Dependencies = Pick<SettingsDependencies, "configurations" | "providers" | "forgetPlaces"> & {
  readonly places: Pick<Places, "space">;
};

export interface NewConfigurationForm {
  readonly spaceId: string;
  readonly providerId: string;
  readonly roomMailbox: string;
  readonly dryRun: boolean;
}

/**
 * Says with which room mailbox a space is synced. It begins inactive: nothing is told to a calendar
 * before an administrator has activated it (facts workplace 3.2).
 */
export async function createSyncConfiguration(
  deps: Dependencies,
  actor: Actor,
  form: NewConfigurationForm,
): Promise<Outcome<SyncConfigurationRecord>> {
  const differs = await refuseOtherAddress(deps, form.spaceId, form.roomMailbox);
  if (differs !== null) return differs;
  const written = await deps.configurations.create(
    { ...form, active: false },
    {
      actor,
      action: "sync_configuration_created",
      subjectKind: "space",
      subjectId: form.spaceId,
      details: { room_mailbox: form.roomMailbox, dry_run: form.dryRun },
    },
  );
  deps.forgetPlaces();
  return answerWritten(written);
}

export interface ConfigurationChange {
  readonly roomMailbox?: string;
  readonly active?: boolean;
  readonly dryRun?: boolean;
}

export async function updateSyncConfiguration(
  deps: Dependencies,
  actor: Actor,
  id: string,
  change: ConfigurationChange,
): Promise<Outcome<SyncConfigurationRecord>> {
  const stored = await deps.configurations.find(id);
  if (stored === null) return refuseFault("sync_configuration_not_found");
  if (change.active !== undefined && change.active !== stored.active && !stored.providerActive) {
    return refused(
      "provider_inactive",
      `The calendar provider "${stored.providerName}" is not active.`,
      "Activate the calendar provider first.",
    );
  }
  if (change.roomMailbox !== undefined) {
    const differs = await refuseOtherAddress(deps, stored.spaceId, change.roomMailbox);
    if (differs !== null) return differs;
  }
  const written = await deps.configurations.update(id, change, {
    actor,
    action: "sync_configuration_changed",
    subjectKind: "space",
    subjectId: stored.spaceId,
    details: { ...change },
  });
  deps.forgetPlaces();
  return answerWritten(written);
}

/** A space has one address: where it has another already, one of the two is a mistake. */
async function refuseOtherAddress(deps: Dependencies, spaceId: string, roomMailbox: string) {
  const space = await deps.places.space(spaceId);
  if (space === null) return refuseFault("space_not_found");
  if (space.email === null || space.email.toLowerCase() === roomMailbox.toLowerCase()) return null;
  return refused(
    "space_email_differs",
    `${space.name} has the address ${space.email}, not ${roomMailbox}.`,
    "Correct the room mailbox, or the space's address.",
    { fields: [{ field: "room_mailbox", message: "The space has another address." }] },
  );
}

function answerWritten(written: SyncConfigurationWritten): Outcome<SyncConfigurationRecord> {
  return written.ok ? done(written.configuration) : refuseFault(written.fault);
}

function refuseFault(fault: SyncConfigurationFault) {
  switch (fault) {
    case "space_configured":
      return refused(
        "space_has_configuration",
        "This space has a sync configuration already.",
        "Change that one.",
      );
    case "mailbox_taken":
      return refused(
        "mailbox_taken",
        "Another space has this room mailbox.",
        "Give each space a mailbox of its own.",
      );
    case "space_not_found":
      return refused("space_not_found", "There is no such space.", "Look the space up again.");
    case "provider_not_found":
      return providerNotFound();
    case "sync_configuration_not_found":
      return refused(
        "sync_configuration_not_found",
        "There is no such sync configuration.",
        "Look it up again in the list.",
      );
  }
}
