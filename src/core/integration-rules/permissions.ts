import type { IntegrationMode } from "./question.ts";

/**
 * Where a permission is given: in Entra ID to the application for people who sign in
 * (`delegated`), there to the application itself, for every mailbox (`application`), or in
 * Exchange to the application for chosen mailboxes (`exchange_role`, facts 6.10).
 */
export type PermissionKind = "delegated" | "application" | "exchange_role";

export interface NeededPermission {
  readonly name: string;
  readonly kind: PermissionKind;
  readonly purpose:
    | "sign_in"
    | "write_for_everybody"
    | "write_as_delegated_user"
    | "write_as_person"
    | "write_to_rooms"
    | "stay_connected"
    | "told_at_once"
    | "list_rooms"
    | "read_room_settings";
  /** Without it something works less well; with it nothing more is written. */
  readonly isOptional: boolean;
}

/** What a person's own connection asks for, and nothing more (facts 6.8). */
export const PERSONAL_SCOPES: readonly string[] = [
  "openid",
  "profile",
  "offline_access",
  "Calendars.ReadWrite",
];

/** The delegated user writes into other mailboxes too: the rooms it is a delegate of. */
export const DELEGATED_USER_SCOPES: readonly string[] = [
  ...PERSONAL_SCOPES,
  "Calendars.ReadWrite.Shared",
];

/** Entra ID puts it into every registration; it lets people read their own profile. */
const GRANTED_BY_ITSELF = ["User.Read"];

const delegated = (name: string, purpose: NeededPermission["purpose"]): NeededPermission => ({
  name,
  kind: "delegated",
  purpose,
  isOptional: false,
});

const SIGN_IN = ["openid", "profile", "email"].map((name) => delegated(name, "sign_in"));

const IN_EVERY_MODE: readonly NeededPermission[] = [
  { name: "Place.Read.All", kind: "application", purpose: "list_rooms", isOptional: true },
  {
    name: "MailboxSettings.Read",
    kind: "application",
    purpose: "read_room_settings",
    isOptional: true,
  },
];

const CONNECTED = (writes: "write_as_delegated_user" | "write_as_person"): NeededPermission[] => [
  delegated("Calendars.ReadWrite", writes),
  delegated("Calendars.ReadWrite.Shared", "write_to_rooms"),
  delegated("offline_access", "stay_connected"),
  {
    name: "Application Calendars.Read",
    kind: "exchange_role",
    purpose: "told_at_once",
    isOptional: true,
  },
];

/** The least with which a mode works, and what is worth having beside it. */
export function permissionsOf(mode: IntegrationMode): readonly NeededPermission[] {
  switch (mode) {
    case "normal":
      return [
        ...SIGN_IN,
        {
          name: "Application Calendars.ReadWrite",
          kind: "exchange_role",
          purpose: "write_for_everybody",
          isOptional: false,
        },
        ...IN_EVERY_MODE,
      ];
    case "strict":
      return [...SIGN_IN, ...CONNECTED("write_as_delegated_user"), ...IN_EVERY_MODE];
    case "personal":
      return [...SIGN_IN, ...CONNECTED("write_as_person"), ...IN_EVERY_MODE];
  }
}

/** Of what is granted, what the mode has no use for. */
export function permissionsTooMany(
  mode: IntegrationMode,
  kind: "delegated" | "application",
  granted: readonly string[],
): readonly string[] {
  const needed = permissionsOf(mode)
    .filter((permission) => permission.kind === kind)
    .map(({ name }) => name);
  const wanted = new Set([...needed, ...GRANTED_BY_ITSELF].map((name) => name.toLowerCase()));
  return granted.filter((name) => !wanted.has(name.toLowerCase()));
}
