import { createPlural } from "../plural.ts";

const plural = createPlural("en");

/** Providers, sync configurations, properties and the integration mode. */
export const settingsMessages = {
  providers: {
    title: "Calendar providers",
    one: "Calendar provider",
    intro: "A Microsoft 365 tenant, and the registered application that works in it.",
    create: "Add a provider",
    createTitle: "New calendar provider",
    none: "There is no calendar provider yet",
    settings: "Settings",
    name: "Name",
    tenant: "Tenant",
    client: "Client id",
    secret: "Client secret",
    secretMeans: "Needed unless a certificate is given. It is encrypted and never shown again.",
    secretStored: "One is stored. Leave it empty to keep it.",
    certificate: "Client certificate",
    certificateMeans: "PEM: the private key, then the certificate. Safer than a secret.",
    certificateStored: "One is stored. Leave it empty to keep it.",
    delegatedUserEmail: "Delegated user email",
    delegatedUserMeans: "In whose calendar meetings are written that are in nobody’s own.",
    active: "Active",
    isActive: "Active",
    isInactive: "Inactive",
    saved: "The provider is saved",
    credentials: "Credentials",
    credentialKinds: { application: "Application", delegated_user: "Delegated user" },
    credentialState: ({ kind, state }: { kind: string; state: string }) => `${kind}: ${state}`,
    scopes: "Permissions",
    checkedAt: "Last checked",
    check: "Check now",
    checked: "The tenant was asked; the credentials show the answer",
    checkRoom: "Room mailbox to try (optional)",
    connectDelegatedUser: "Connect delegated user",
    giveConsent: "Give admin consent",
  },
  syncConfigurations: {
    export: "Export",
    exportOf: ({ space }: { space: string }) => `Export the reservations of ${space}`,
    exportTitle: ({ space }: { space: string }) =>
      `Write the coming reservations of ${space} into the calendar?`,
    exportSentence:
      "What was booked before the space was synced stands in no calendar. Each reservation becomes a meeting and asks the room, the earliest first; people who book meanwhile do not wait for it.",
    exportDryRun:
      "This space is a dry run: what would be sent is recorded for each reservation that stands in no calendar, and nothing is sent.",
    title: "Sync configurations",
    intro: "Which spaces are in Outlook, and by which room mailbox.",
    add: "Add a sync configuration",
    none: "No sync configuration matches",
    space: "Space",
    building: "Building",
    roomMailbox: "Room mailbox",
    provider: "Provider",
    active: "Active",
    activeOf: ({ space }: { space: string }) => `Active: ${space}`,
    dryRun: "Dry run",
    dryRunOf: ({ space }: { space: string }) => `Dry run: ${space}`,
    changes: "Changes in Outlook",
    changeSources: {
      subscription: "Told at once",
      polling: "Looked for",
      none: "Not read",
    },
    changeSourceStates: {
      pending: "Being set up",
      failing: "Failing",
      inactive: "Not read",
    },
    lastRead: ({ at }: { at: string }) => `Last read ${at}`,
    why: "Why",
    whyOf: ({ space }: { space: string }) => `Why: changes in ${space}`,
    dryRunMeans: "Dry run: prepare what would be sent, and send nothing",
  },
  properties: {
    title: "Properties",
    intro: "Settings of the whole instance. Every change is in the audit.",
    name: "Property",
    value: "Value",
    defaultValue: "Default",
    empty: "(empty)",
    changed: "Changed",
    changedBy: ({ at, name }: { at: string; name: string }) => `${at} by ${name}`,
    bySystem: "Usher",
    changeMode: "Change the mode",
    editOne: ({ name }: { name: string }) => `Edit ${name}`,
    editTitle: "Edit property",
    useDefault: "Use the default",
    saved: "The property is saved",
  },
  mode: {
    title: "Integration mode",
    intro: ({ mode }: { mode: string }) =>
      `Who writes into calendars. Now: ${mode}. A change is rehearsed first, which writes nothing.`,
    choose: "Mode",
    names: { normal: "Normal", strict: "Strict", personal: "Personal" },
    means: {
      normal:
        "The application writes each meeting into the calendar of the person it is for, whoever that is.",
      strict:
        "One delegated user writes every meeting into their own calendar, and invites the person it is for.",
      personal:
        "Each person writes into their own calendar with their own permission; the delegated user acts where no person does.",
    },
    isCurrent: "This is the current mode.",
    rehearse: "Show what would happen",
    consequences: "What would happen",
    readOnly: ({ count }: { count: number }) =>
      plural(count, {
        one: "# future reservation could only be read here",
        other: "# future reservations could only be read here",
      }),
    readOnlyExample: (p: {
      number: string;
      space: string;
      at: string;
      name: string;
      remedy: string;
    }) => `${p.number}, ${p.space}, ${p.at}, for ${p.name}. ${p.remedy}`,
    withoutToken: ({ count }: { count: number }) =>
      plural(count, {
        one: "# person with reservations would have to connect Outlook",
        other: "# people with reservations would have to connect Outlook",
      }),
    personAndAddress: ({ name, email }: { name: string; email: string }) => `${name}, ${email}`,
    roomsWithout: ({ count, checked }: { count: number; checked: number }) =>
      plural(count, {
        one: `# of ${checked} rooms tried cannot be reached by the delegated user`,
        other: `# of ${checked} rooms tried cannot be reached by the delegated user`,
      }),
    roomsUntried: "No room was tried: no delegated user is connected, or no room is in Outlook",
    roomAndMessage: ({ room, message }: { room: string; message: string }) => `${room}: ${message}`,
    inFlight: ({ count }: { count: number }) =>
      plural(count, { one: "# sync event is under way", other: "# sync events are under way" }),
    inFlightMeans: "What was accepted is carried out as it was decided.",
    delegatedUser: ({ provider }: { provider: string }) => `Delegated user of ${provider}`,
    delegatedUserConnected: "This account is connected.",
    delegatedUserNotConnected: "Sign in as this account, so that Usher may write in its name.",
    saveDelegatedUser: "Save address",
    change: ({ mode }: { mode: string }) => `Change to ${mode}`,
    openProviders: "Open the calendar providers",
    blocked: "First mend what is marked above, then rehearse again.",
    confirmTitle: ({ mode }: { mode: string }) => `Change the mode to ${mode}?`,
    confirmSentence: "It holds at once for everybody. Reservations already made stay as they are.",
    changed: ({ mode }: { mode: string }) => `The mode is now ${mode}`,
  },
};
