import { createPlural } from "../plural.ts";

const plural = createPlural("en");

/** Signing in, finding, booking, connecting Outlook and one's own account. */
export const portalMessages = {
  signIn: {
    title: "Sign in to Usher",
    intro: "Reserve rooms, desks and other spaces, in step with your Outlook calendar.",
    button: "Sign in with Microsoft",
    failed: "Signing in did not succeed",
    failedRemedy: "Try again. If it fails again, tell your administrator the code.",
  },
  find: {
    title: "Find a room",
    formLabel: "What you need",
    building: "Building",
    date: "Date",
    from: "From",
    to: "To",
    capacity: "People",
    equipment: "Equipment",
    results: "Free rooms",
    dateMissing: "Choose a day.",
    timeMissing: "Enter a time.",
    endsBeforeStart: "The end must be after the start.",
    zoneDiffers: (p: { zone: string; yourTimes: string; yourZone: string }) =>
      `Times are those of the building, ${p.zone}. For you it is ${p.yourTimes}, ${p.yourZone}.`,
    count: ({ count }: { count: number }) =>
      plural(count, { one: "# room is free", other: "# rooms are free" }),
    nothingFree: "No room is free then",
    nothingFreeRemedy: "Try another time or another building.",
    nothingFreeNarrow: "Try another time, fewer people, or less equipment.",
    noBuildings: "There are no buildings yet",
    noBuildingsRemedy: "An administrator can add buildings and spaces.",
    synced: "In Outlook",
    seats: ({ count }: { count: number }) => plural(count, { one: "# person", other: "# people" }),
    /** Buildings that name their floors in words do not want another word in front. */
    floor: ({ floor }: { floor: string }) => (/^-?\d+$/.test(floor) ? `Floor ${floor}` : floor),
    bookSpace: ({ space }: { space: string }) => `Book ${space}`,
    view: "Show as",
    views: { cards: "Cards", schedule: "Schedule" },
    schedule: "Rooms against the hours of the day",
    scheduleLabel: "Hours of the day",
    scheduleHow: "Press a free time to look for it.",
    takenThen: "Taken then",
    nothingSuch: "No room has all of this",
  },
  booking: {
    title: ({ space }: { space: string }) => `Book ${space}`,
    when: "When",
    where: "Where",
    dayAndTime: ({ day, time }: { day: string; time: string }) => `${day}, ${time}`,
    requestedFor: "This reservation is for",
    requestedForYou: ({ name }: { name: string }) =>
      `Leave it empty to book for yourself, ${name}.`,
    subject: "Subject",
    notes: "Notes",
    private: "Private",
    privateMeans:
      "Only those who made it, whom it is for and who are invited see the subject, the notes and the attendees. Planners and administrators do not.",
    attendees: "Attendees",
    attendeesHow: "Type a name, or an e-mail address and press Enter.",
    attendeesChosen: "Chosen attendees",
    optional: "Optional",
    removeAttendee: ({ name }: { name: string }) => `Remove ${name}`,
    booked: ({ space }: { space: string }) => `${space} is booked`,
  },
  connection: {
    connect: "Connect Outlook",
    reconnect: "Connect again",
    disconnect: "Disconnect",
    disconnected: "Your Outlook calendar is disconnected",
    disconnectTitle: "Disconnect your Outlook calendar?",
    disconnectSentence: {
      needed:
        "Your permission is forgotten here at once. Meetings already in your calendar stay, but you cannot change or cancel them here until you connect again.",
      notNeeded:
        "Your permission is forgotten here at once. Nothing needs it at present: your reservations can be changed and cancelled as before.",
    },
    states: {
      connected: "Connected",
      needs_reconnect: "Must be connected again",
      not_connected: "Not connected",
    },
    willBeNeeded:
      "This room is written into your own Outlook calendar. You will be asked to connect it before booking.",
    promptTitle: "Connect your Outlook calendar first",
    promptSentence:
      "The meeting is written into your own calendar with your permission. Connect with the account you are signed in with; what you have typed here will still be there.",
    done: {
      own: "Your Outlook calendar is connected",
      provider: "The account is connected",
      tenant: "Your organization has agreed",
    },
    doneSentence: {
      own: "What was waiting for it is being sent now.",
      provider: "What was waiting for it is being sent now.",
      tenant: "What was granted holds for everybody at once: people can connect Outlook now.",
    },
    consentLink: "Link for your administrator",
    failures: {
      other_account: {
        title: "That was another account",
        remedy:
          "Only the account you are signed in with can be connected. Connect again and choose that one.",
      },
      admin_consent_needed: {
        title: "Your organization wants an administrator to agree first",
        remedy: "Send the link below to your Microsoft 365 administrator, then connect again.",
      },
      admin_consent_refused: {
        title: "The permission for the organization was not given",
        remedy:
          "Only an administrator of your Microsoft 365 can give it. Open the link again and sign in as one.",
      },
      other_tenant: {
        title: "That was another organization",
        remedy: "Open the link again and sign in as an administrator of your own organization.",
      },
      consent_declined: {
        title: "The permission was not given",
        remedy: "Connect again and accept the permission, or reserve a space outside Outlook.",
      },
      flow_not_recognised: {
        title: "The way back took too long or was used twice",
        remedy: "Connect again, in this window.",
      },
      identity_provider_unavailable: {
        title: "Microsoft’s sign-in cannot be reached",
        remedy: "Wait a minute and connect again.",
      },
    },
    failedOtherwise: {
      title: "The Outlook calendar could not be connected",
      remedy: "Connect again. If it fails again, tell your administrator the code.",
    },
  },
  account: {
    title: "Account",
    email: "E-mail",
    timeZone: "Time zone",
    roles: "Roles",
    signOut: "Sign out",
    connection: "My Outlook calendar",
    needed: "Reservations of rooms that are in Outlook are written with your own permission.",
    notNeeded:
      "At present reservations do not need your own permission; you can leave this as it is.",
    connectedAs: "Connected as",
    connectedSince: "Since",
    lastUsed: "Last used",
    never: "Never",
    mail: "Mail",
    remindersByMail: "Send me reminders by mail too",
    remindersByMailMeans:
      "What begins soon and needs you: a check-in, a space that is not confirmed, an approval.",
    mailNotSetUp:
      "Usher sends no mail at present: it has no mail server. Your administrator can set one up.",
    appearance: "Appearance",
    language: "Language",
    languageOfBrowser: "As the browser",
    theme: "Theme",
    themes: { system: "As the device", light: "Light", dark: "Dark" },
  },
};
