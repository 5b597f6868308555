import { adminMessages } from "./admin.ts";
import { settingsMessages } from "./admin-settings.ts";
import { portalMessages } from "./portal.ts";
import { reservationMessages } from "./reservations.ts";
import { seriesMessages } from "./series.ts";
import { wordsOfAllFaces } from "./words-of-all-faces.ts";

/** Every sentence in English. A sentence with values is a function, so that word order is free. */
export const english = {
  ...wordsOfAllFaces,
  ...portalMessages,
  ...reservationMessages,
  ...seriesMessages,
  ...settingsMessages,
  ...adminMessages,
};
