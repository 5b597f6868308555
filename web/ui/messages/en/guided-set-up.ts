import { createPlural } from "../plural.ts";

const plural = createPlural("en");

/** The guided set-up: from nothing to the first synced room. */
export const guidedSetUpMessages = {
  setUp: {
    title: "Set-up",
    intro:
      "From nothing to the first synced room of each calendar provider. Each step is tried for real in Entra ID and Exchange; leave and come back as you like.",
    check: "Check again",
    checking: "Entra ID and Exchange are being asked …",
    providers: {
      label: "Calendar provider",
      another: "Another one",
      anotherMeans: "A further tenant, from the first step on",
      inactive: "Inactive",
      synced: ({ count }: { count: number }) =>
        count === 0
          ? "No room is synced yet"
          : plural(count, { one: "# synced room", other: "# synced rooms" }),
    },
    states: { done: "Done", open: "To do", failed: "Needs mending" },
    numbered: ({ number, title }: { number: number; title: string }) => `${number}. ${title}`,
    steps: {
      mode: "Choose the mode",
      application: "Register the application in Entra ID",
      exchange: "Give it rights in Exchange",
      access: "Try it on one room",
      places: "Bring in the rooms",
      room: "Sync the first room",
    },
    confirmed: {
      application_has_token: ({ about }: { about: string }) => `Entra ID gives “${about}” a token.`,
      granted_in_entra: ({ about }: { about: string }) =>
        `Granted to the application in Entra ID, for every mailbox: ${about}.`,
      nothing_granted_in_entra: () => "Nothing is granted to the application for every mailbox.",
      delegated_user_connected: ({ about }: { about: string }) => `${about} is connected.`,
      calendar_reached: ({ about }: { about: string }) =>
        `The calendar of ${about} can be read and written to.`,
      room_followed: ({ about }: { about: string }) =>
        `The calendar of ${about} was read, and is followed.`,
      room_being_read: ({ about }: { about: string }) =>
        `The calendar of ${about} is being read for the first time …`,
    },
    mode: {
      means: "Whose hand writes into calendars decides what the tenant has to allow.",
      take: ({ mode }: { mode: string }) => `Use ${mode} mode`,
      isNow: ({ mode }: { mode: string }) => `${mode} mode is used.`,
      change: "Rehearse another mode",
      later: "It can be changed later; a rehearsal shows first what that would do.",
    },
    application: {
      register: "In Entra admin center, open App registrations → New registration, single tenant.",
      registered:
        "The application that people sign in with serves here as well; its ids stand below. Another one does, too.",
      redirect: "Platform Web, with these redirect addresses:",
      copyRedirects: "Copy the redirect addresses",
      permissions: "API permissions, the least that this mode works with:",
      caption: "Permissions of this mode",
      name: "Permission",
      where: "Where",
      purpose: "What for",
      kinds: {
        delegated: "Entra ID, delegated",
        application: "Entra ID, application",
        exchange_role: "Exchange, for chosen mailboxes (next step)",
      },
      purposes: {
        sign_in: "People sign in",
        write_for_everybody: "Meetings are written for the people who book, and rooms are read",
        write_as_delegated_user: "The delegated user writes meetings",
        write_as_person: "Each person, and the delegated user, write into their own calendar",
        write_to_rooms: "The delegated user reads rooms and declines for them",
        stay_connected: "Nobody has to sign in again each hour",
        told_at_once: "Changes in rooms are told at once, not looked for",
        list_rooms: "Rooms are imported, not typed in",
        read_room_settings: "A room’s time zone and kind are checked",
      },
      optional: ({ purpose }: { purpose: string }) => `${purpose} (optional)`,
      secret:
        "Certificates & secrets: make a client secret and copy its value, or upload a certificate.",
      enter: "Enter it here, and then give the consent as an administrator of the tenant.",
      consent: "Give admin consent",
      open: "Change the entry",
    },
    exchange: {
      none: "The commands stand here once the application is entered and a room is chosen in step 4.",
      optional: "Worth having, and not needed",
      copyAll: "Copy all that is needed",
      slow: "Microsoft takes from half an hour to two hours until a right is felt. Check again then.",
      copy: ({ what }: { what: string }) => `Copy: ${what}`,
      commands: {
        open: "Open Exchange Online PowerShell as an Exchange administrator.",
        introduce: "Make the application known to Exchange.",
        scope: "Name the mailboxes that it may reach: the rooms, and who carries the mark.",
        role: "Give it the role over these mailboxes, and over no other.",
        person: "Mark the people who book; yourself to begin with.",
        reach: "See at once whether the room is among them: InScope has to be True.",
        delegate: "Let the delegated user manage the room’s calendar.",
        delegate_everywhere: "The same for every room.",
        answer: "Let the room answer invitations by itself.",
        rooms_scope: "Name the rooms, so that changes in them are told at once.",
        rooms_role: "Let the application read them, and nothing else.",
      },
    },
    access: {
      room: "Room to try",
      other: "Or the address of another",
      tryIt: "Try this room",
      connect: "Connect delegated user",
      connectMeans:
        "Sign in at Microsoft as the delegated user; any other account is refused. A private window keeps you signed in here as yourself.",
    },
    places: {
      import: "Show the rooms in Exchange",
      byHand: "Add a room by hand",
      building: "Building",
      newBuilding: "A new building",
      buildingName: "Name of the building",
      zone: "Time zone of the building",
      name: "Name of the room",
      capacity: "Capacity",
      mailbox: "Room mailbox",
      add: "Add the room",
      added: "The room is added",
      modules: "How long, how far ahead and by whom rooms are booked stands in the modules.",
      openModules: "Open the modules",
    },
    room: {
      choose:
        "Choose the room above under “Try it on one room”; bring it in if it is no space yet.",
      ready: ({ room, mailbox }: { room: string; mailbox: string }) =>
        `${room} with the mailbox ${mailbox}.`,
      activate: ({ room }: { room: string }) => `Sync ${room}`,
      book: "Book it",
      scan: "Compare the rooms’ own rules",
      more: "Sync further rooms",
    },
  },
};
