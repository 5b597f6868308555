import type { Catalogue } from "../messages.ts";

/** Checking in and out of a reservation. */
export const checkInMessages = {
  checkIn: {
    act: "Einchecken",
    actOne: ({ number }) => `${number}: einchecken`,
    out: "Auschecken",
    outOne: ({ number }) => `${number}: auschecken`,
    opensAt: ({ time }) => `Einchecken können Sie ab ${time}.`,
    open: ({ time }) => `Einchecken können Sie bis ${time}.`,
    released: ({ time }) =>
      `Checkt bis ${time} niemand ein, wird der Platz für andere freigegeben.`,
    notReleased: "Der Platz bleibt Ihrer, ob jemand eincheckt oder nicht.",
    since: ({ time }) => `Eingecheckt um ${time}.`,
    frees: "Auschecken beendet die Reservierung, und der Platz ist sofort frei.",
    before: "Auschecken vor dem Beginn nimmt das Einchecken zurück.",
    leftAt: ({ time }) => `Ausgecheckt um ${time}.`,
    staysTaken: "Der Platz bleibt bis zum Ende belegt:",
    done: ({ space }) => `Sie sind in ${space} eingecheckt`,
    doneOut: {
      completed: ({ space }) => `${space} ist für andere frei`,
      noted: ({ space }) =>
        `Es ist vermerkt, dass Sie gegangen sind; ${space} bleibt bis zum Ende belegt`,
      withdrawn: "Das Einchecken ist zurückgenommen",
    },
    outcomes: {
      no_check_out: "Niemand hat ausgecheckt.",
      no_show: "Niemand hat eingecheckt.",
    },
    label: "Check-in",
  },
} satisfies Partial<Catalogue>;
