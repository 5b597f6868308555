/** Names of what is cached, from wide to narrow, so that one key invalidates all below it. */
export const queryKeys = {
  session: ["session"],
  calendarConnection: ["calendar-connection"],
  buildings: ["buildings"],
  spaces: (buildingId: string) => ["spaces", buildingId],
  freeSpaces: ["free-spaces"],
  people: (query: string) => ["people", query],
  reservations: ["reservations"],
  reservationLists: ["reservations", "list"],
  reservationList: (view: string) => ["reservations", "list", view],
  /** All that are open: of an occurrence what its series says changes, too. */
  singleReservations: ["reservations", "one"],
  allSeries: ["reservations", "series"],
  series: (id: string) => ["reservations", "series", id],
  allMeetingRooms: ["reservations", "rooms"],
  meetingRooms: (id: string) => ["reservations", "rooms", id],
  seriesPreview: (content: string) => ["series-preview", content],
  reservation: (id: string) => ["reservations", "one", id],
  alternatives: (id: string, version: number) => ["reservations", "alternatives", id, version],
  histories: ["reservations", "history"],
  history: (id: string) => ["reservations", "history", id],
  admin: (subject: string, ...rest: readonly string[]) => ["admin", subject, ...rest],
} as const;
