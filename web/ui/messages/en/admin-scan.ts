import { createPlural } from "../plural.ts";

const plural = createPlural("en");
const rooms = (count: number) => plural(count, { one: "# room", other: "# rooms" });

/** The configuration scan, and the rooms in Exchange. */
export const scanMessages = {
  scan: {
    title: "Configuration scan",
    intro: "What keeps reservations and Exchange from agreeing, and how to mend it.",
    run: "Scan now",
    never: "Nothing has been scanned yet",
    neverMeans:
      "A scan tries the credentials, looks at each synced room’s mailbox and changes nothing.",
    clean: "Nothing was found",
    summary: (p: { at: string; checked: number; total: number; mode: string }) =>
      `Scanned ${p.at}, in ${p.mode} mode. ${p.checked} of ${plural(p.total, { one: "# synced room", other: "# synced rooms" })} looked at.`,
    modes: { normal: "normal", strict: "strict", personal: "personal" },
    errors: ({ count }: { count: number }) => plural(count, { one: "# error", other: "# errors" }),
    warnings: ({ count }: { count: number }) =>
      plural(count, { one: "# warning", other: "# warnings" }),
    notices: ({ count }: { count: number }) =>
      plural(count, { one: "# notice", other: "# notices" }),
    severities: { error: "Error", warning: "Warning", notice: "Notice" },
    code: ({ code }: { code: string }) => `Code: ${code}`,
    showAll: ({ count }: { count: number }) =>
      plural(count, { one: "Show # more", other: "Show # more" }),
    copyCommand: ({ name }: { name: string }) => `Copy the command for ${name}`,
    copyAll: ({ count }: { count: number }) =>
      plural(count, { one: "Copy # command", other: "Copy all # commands" }),
    go: "Mend it here",
    connect: "Connect delegated user",
    consent: "Give admin consent",
    instance: "This installation",
    settings: "The rooms’ own rules",
    settingsMeans:
      "By what a room accepts and declines, Microsoft Graph does not tell. Exchange Online PowerShell prints it into a file; hand that in, and it is compared with the modules.",
    settingsNone: "Nothing was handed in yet.",
    settingsAge: ({ at, count }: { at: string; count: number }) =>
      `Handed in ${at}, with ${rooms(count)}.`,
    settingsCommand: "Command for Exchange Online PowerShell",
    settingsPaste: "Or paste what it printed",
    chooseFile: "Choose the file",
    fileChosen: ({ name }: { name: string }) => `${name} is chosen.`,
    handIn: "Hand in and scan",
  },
  rooms: {
    title: "Rooms in Exchange",
    intro:
      "Take over rooms that Exchange has. Nothing here is overwritten without being chosen, and every sync configuration begins inactive.",
    lag: "Exchange’s directory of rooms may lag: a change there can take a day to be listed.",
    provider: "Calendar provider",
    noProvider: "There is no active calendar provider",
    noProviderMeans: "Add one first; then its rooms can be listed.",
    openProviders: "Open the calendar providers",
    consent: "Give admin consent",
    show: "Show",
    views: {
      new: ({ count }: { count: number }) => `New (${count})`,
      different: ({ count }: { count: number }) => `Different (${count})`,
      same: ({ count }: { count: number }) => `The same (${count})`,
    },
    none: {
      new: "Every room in Exchange is known here",
      different: "No space differs from its room",
      same: "No space is the same as its room yet",
    },
    chooseAll: "Choose all",
    choose: "Import",
    take: "Take over",
    chooseRoom: ({ name }: { name: string }) => `Import ${name}`,
    takeField: ({ name, field }: { name: string; field: string }) =>
      `Take over the ${field} of ${name}`,
    name: "Room",
    address: "Mailbox",
    building: "Building",
    floor: "Floor",
    capacity: "Capacity",
    capacityOf: ({ name }: { name: string }) => `Capacity of ${name}`,
    field: "What",
    here: "Here",
    there: "In Exchange",
    space: "Space",
    nothing: "Nothing",
    fields: {
      name: "Name",
      building: "Building",
      floor: "Floor",
      capacity: "Capacity",
      address: "Address",
      sync_configuration: "Sync configuration",
    },
    newBuildings: "New buildings",
    newBuildingsMeans: "Their rooms’ own time zone is proposed where Exchange tells it.",
    zoneOf: ({ building }: { building: string }) => `Time zone of ${building}`,
    zoneMeans: "Such as Europe/Berlin.",
    buildingForRest: "Building of rooms that do not name one",
    import: ({ added, changed }: { added: number; changed: number }) =>
      [
        ...(added > 0 || changed === 0 ? [`Import ${rooms(added)}`] : []),
        ...(changed > 0
          ? [
              `${added > 0 ? "and take" : "Take"} over ${plural(changed, { one: "# change", other: "# changes" })}`,
            ]
          : []),
      ].join(" "),
    done: "Result of the import",
    outcomes: {
      added: ({ count }: { count: number }) =>
        plural(count, { one: "# room was added", other: "# rooms were added" }),
      changed: ({ count }: { count: number }) =>
        plural(count, { one: "# space was changed", other: "# spaces were changed" }),
      unchanged: ({ count }: { count: number }) =>
        plural(count, { one: "# is as it was", other: "# are as they were" }),
      refused: ({ count }: { count: number }) =>
        plural(count, { one: "# was refused", other: "# were refused" }),
    },
    problem: ({ address, detail, remedy }: { address: string; detail: string; remedy: string }) =>
      `${address}: ${detail} ${remedy}`,
    activate: "Activate the sync configurations",
  },
};
