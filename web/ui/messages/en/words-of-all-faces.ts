/** Frame, buttons, failures and people: what every face says. */
export const wordsOfAllFaces = {
  layout: {
    product: "Usher",
    /** What the installed app is called by in its menus. */
    manifest: "/phone.webmanifest",
    documentTitle: ({ page }: { page: string }) => `${page} · Usher`,
    skip: "Skip to the content",
    mainNavigation: "Main",
    home: "My day",
    find: "Find a room",
    reservations: "My reservations",
    planner: "Schedule",
    admin: "Administration",
    short: {
      home: "Day",
      find: "Find",
      reservations: "Reservations",
      planner: "Schedule",
      admin: "Admin",
    },
    account: "Account",
    liveLost: "The connection is interrupted. What you see may be out of date; trying again …",
  },
  actions: {
    add: "Add",
    back: "Back",
    book: "Book",
    close: "Close",
    copied: "Copied.",
    copy: "Copy",
    copyRefused: "The browser did not allow copying. Select the text and copy it yourself.",
    dismiss: "Dismiss",
    edit: "Edit",
    loading: "Loading …",
    notifications: "Notifications",
    save: "Save",
    showMore: "Show more",
    tryAgain: "Try again",
  },
  problems: {
    /** By code, where the reader's language is not the one that the server speaks. */
    titles: {} as Readonly<Record<string, string>>,
    code: ({ code }: { code: string }) => `Code: ${code}`,
    codeAndRequest: ({ code, requestId }: { code: string; requestId: string }) =>
      `Code: ${code} · Request: ${requestId}`,
    offline: {
      title: "Usher cannot be reached",
      detail: "The request did not get through, so nothing was changed as far as this page knows.",
      remedy: "Check your connection and try again.",
    },
    unreadable: {
      title: "The answer could not be read",
      detail:
        "Something between this page and Usher answered in its place, or their versions differ.",
      remedy: "Reload the page. If that does not help, tell your administrator the code.",
    },
    page: {
      title: "This page has failed",
      detail: "A fault in the page itself keeps it from being shown.",
      remedy: "Reload the page. If it fails again, tell your administrator what you did.",
    },
  },
  people: {
    none: "Nobody with this name or address was found.",
    noneButAddress: "Nobody was found. Type a whole e-mail address and press Enter to add it.",
  },
  roles: {
    user: "User",
    viewer: "Schedule viewer",
    planner: "Planner",
    manager: "Manager",
    admin: "Administrator",
  },
  notFound: { title: "Page not found", sentence: "There is nothing at this address." },
};
