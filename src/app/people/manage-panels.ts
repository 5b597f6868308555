import { type Outcome, done, refused } from "../outcome.ts";
import type { Actor } from "./actor.ts";
import {
  hashPairingCode,
  hashSecret,
  newPairingCode,
  newSecret,
  type Panel,
  type PanelChange,
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
  if (!(await worksHere(people, requestedFor))) return nobodyKnown();
  const pairing = newPairing(now());
  const panel = await panels.create({
    name,
    spaceId,
    requestedFor,
    pairingCodeHash: pairing.codeHash,
    pairingExpiresAt: pairing.expiresAt,
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
  return done({ panel, pairingCode: pairing.code, pairingExpiresAt: pairing.expiresAt });
}

/** Names it, or says for whom it reserves from now on; what it has reserved stays as it is. */
export async function changePanel(
  { panels, people, recordAudit }: PanelDependencies & { readonly people: People },
  actor: Actor,
  panelId: string,
  { name, requestedFor }: Omit<PanelChange, "pairing">,
): Promise<Outcome<Panel>> {
  if (!(await worksHere(people, requestedFor ?? null))) return nobodyKnown();
  const panel = await panels.change(panelId, { name, requestedFor });
  if (!panel) return noSuchPanel();
  await recordAudit({
    actor,
    action: "panel_changed",
    subjectKind: "panel",
    subjectId: panel.id,
    details: { name, requested_for: requestedFor },
  });
  return done(panel);
}

/** A code for another device: once it is paired, the one before shows nothing any more. */
export async function renewPairingCode(
  { panels, recordAudit, now }: PanelDependencies,
  actor: Actor,
  panelId: string,
): Promise<Outcome<NewPanel>> {
  const pairing = newPairing(now());
  const panel = await panels.change(panelId, { pairing });
  if (!panel) return noSuchPanel();
  await recordAudit({
    actor,
    action: "panel_pairing_code_renewed",
    subjectKind: "panel",
    subjectId: panel.id,
    details: { name: panel.name },
  });
  return done({ panel, pairingCode: pairing.code, pairingExpiresAt: pairing.expiresAt });
}

function newPairing(now: Date) {
  const code = newPairingCode();
  const expiresAt = new Date(now.getTime() + PAIRING_LIFETIME_MS);
  return { code, codeHash: hashPairingCode(code), expiresAt };
}

async function worksHere(people: People, personId: string | null): Promise<boolean> {
  return personId === null || (await people.find(personId))?.active === true;
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
      "Ask an administrator for a new code, under Administration, Panels.",
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
  if (!panel) return noSuchPanel();
  await recordAudit({
    actor,
    action: "panel_revoked",
    subjectKind: "panel",
    subjectId: panel.id,
    details: { name: panel.name },
  });
  return done(panel);
}

function noSuchPanel() {
  return refused("panel_not_found", "There is no panel with this id, or it was removed.");
}
