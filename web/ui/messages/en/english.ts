import { adminMessages } from "./admin.ts";
import { scanMessages } from "./admin-scan.ts";
import { guidedSetUpMessages } from "./guided-set-up.ts";
import { moduleMessages } from "./admin-modules.ts";
import { adminPlaceMessages } from "./admin-places.ts";
import { adminServiceMessages } from "./admin-services.ts";
import { healthMessages } from "./admin-health.ts";
import { settingsMessages } from "./admin-settings.ts";
import { approvalMessages } from "./approvals.ts";
import { checkInMessages } from "./check-in.ts";
import { phoneMessages } from "./phone.ts";
import { plannerMessages } from "./planner.ts";
import { panelMessages } from "./panel.ts";
import { portalMessages } from "./portal.ts";
import { quickMessages } from "./quick.ts";
import { myDayMessages } from "./my-day.ts";
import { reminderMessages } from "./reminders.ts";
import { reservationMessages } from "./reservations.ts";
import { serviceMessages } from "./services.ts";
import { seriesMessages } from "./series.ts";
import { sharingMessages } from "./sharing.ts";
import { spaceMessages } from "./spaces.ts";
import { togetherMessages } from "./together.ts";
import { wordsOfAllFaces } from "./words-of-all-faces.ts";

/** Every sentence in English. A sentence with values is a function, so that word order is free. */
export const english = {
  ...wordsOfAllFaces,
  ...portalMessages,
  ...plannerMessages,
  ...phoneMessages,
  ...quickMessages,
  ...panelMessages,
  ...reminderMessages,
  ...reservationMessages,
  ...sharingMessages,
  ...checkInMessages,
  ...approvalMessages,
  ...myDayMessages,
  ...seriesMessages,
  ...spaceMessages,
  ...serviceMessages,
  ...togetherMessages,
  ...settingsMessages,
  ...moduleMessages,
  ...adminPlaceMessages,
  ...adminServiceMessages,
  ...adminMessages,
  ...scanMessages,
  ...guidedSetUpMessages,
  ...healthMessages,
};
