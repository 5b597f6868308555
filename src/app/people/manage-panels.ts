import { type Outcome, done, refused } from "../outcome.ts";
import type { Actor } from "./actor.ts";
import {
  hashPairingCode,
  hashSecret,
  newPairingCode,
  newSecret,
  type Panel,
  type Panels,
} from "./machine-identities.ts";
import type { People } from "./people.ts";
import type { RecordAudit } from "../audit-note.ts";

export interface PanelDependencies {
  readonly panels: Panels;
  readonly recordAudit: RecordAudit;
  readonly now: () => Date;
}

const PAIRING_LIFETIME_MS = 10 * 60_000;

export interface NewPanel {
  readonly panel: Panel;
  readonly pairingCode: string;
  readonly pairingExpiresAt: Date;
}

export interface WantedPanel {
  readonly name: string;
  readonly spaceId: string;
  /** The id of whom reservations are for that are made at the door; null: none are. */
  readonly requestedFor: string | null;
}

/** Makes a panel with a pairing code, told here and never again. */
export async function createPanel(
  { panels, people, recordAudit, now }: PanelDependencies & { readonly people: People },
  actor: Actor,
  { name, spaceId, requestedFor }: WantedPanel,
): Promise<Outcome<NewPanel>> {
  const person = requestedFor === null ? null : await people.find(requestedFor);
  if (requestedFor !== null && person?.active !== true) return nobodyKnown();
  const pairingCode = newPairingCode();
  const pairingExpiresAt = new Date(now().getTime() + PAIRING_LIFETIME_MS);
  const panel = await panels.create({
    name,
    spaceId,
    requestedFor,
    pairingCodeHash: hashPairingCode(pairingCode),
    pairingExpiresAt,
    createdBy: actor.kind === "person" ? actor.personId : null,
  });
  if (!panel) return refused("space_not_found", "There is no space with this id.");
  await recordAudit({
    actor,
    action: "panel_created",
    subjectKind: "panel",
    subjectId: panel.id,
    details: { name, space_id: spaceId, requested_for: requestedFor },
  });
  return done({ panel, pairingCode, pairingExpiresAt });
}

function nobodyKnown() {
  return refused(
    "person_not_found",
    "The person that the door would reserve for is not known here, or not active.",
    "Choose somebody who works here.",
    { fields: [{ field: "requested_for", message: "Nobody is known by this." }] },
  );
}

/** Pairs the device that shows the code; its token is told here and never again. */
export async function pairPanel(
  { panels, recordAudit }: PanelDependencies,
  pairingCode: string,
): Promise<Outcome<{ readonly panel: Panel; readonly deviceToken: string }>> {
  const deviceToken = newSecret("usp_");
  const panel = await panels.pair(hashPairingCode(pairingCode), hashSecret(deviceToken));
  if (!panel) {
    return refused(
      "pairing_code_invalid",
      "The pairing code is wrong, used already, or older than ten minutes.",
      "Ask an administrator for a new panel and its code.",
    );
  }
  const actor = { kind: "panel", panelId: panel.id, spaceId: panel.spaceId } as const;
  await recordAudit({
    actor: { ...actor, channel: "panel" },
    action: "panel_paired",
    subjectKind: "panel",
    subjectId: panel.id,
    details: {},
  });
  return done({ panel, deviceToken });
}

export async function revokePanel(
  { panels, recordAudit }: PanelDependencies,
  actor: Actor,
  panelId: string,
): Promise<Outcome<Panel>> {
  const panel = await panels.revoke(panelId);
  if (!panel) return refused("panel_not_found", "There is no panel with this id.");
  await recordAudit({
    actor,
    action: "panel_revoked",
    subjectKind: "panel",
    subjectId: panel.id,
    details: { name: panel.name },
  });
  return done(panel);
}
