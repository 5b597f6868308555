import { z } from "zod";
import type { RoomProcessing } from "./room-processing.ts";

const limit = z.number().int().min(0);
const addresses = z.array(z.string());

/** One schema a setting of Set-CalendarProcessing: a setting without one does not compile. */
const shape: { [K in keyof RoomProcessing]: z.ZodType<RoomProcessing[K]> } = {
  automateProcessing: z.enum(["None", "AutoUpdate", "AutoAccept"]),
  allowConflicts: z.boolean(),
  conflictPercentageAllowed: limit.max(100),
  maximumConflictInstances: limit,
  allowRecurringMeetings: z.boolean(),
  bookingWindowInDays: limit.max(1080),
  enforceSchedulingHorizon: z.boolean(),
  maximumDurationInMinutes: limit,
  minimumDurationInMinutes: limit,
  scheduleOnlyDuringWorkHours: z.boolean(),
  allBookInPolicy: z.boolean(),
  allRequestInPolicy: z.boolean(),
  allRequestOutOfPolicy: z.boolean(),
  bookInPolicy: addresses,
  requestInPolicy: addresses,
  requestOutOfPolicy: addresses,
  forwardRequestsToDelegates: z.boolean(),
  tentativePendingApproval: z.boolean(),
  deleteSubject: z.boolean(),
  addOrganizerToSubject: z.boolean(),
  deleteComments: z.boolean(),
  removePrivateProperty: z.boolean(),
  organizerInfo: z.boolean(),
  enableResponseDetails: z.boolean(),
  addAdditionalResponse: z.boolean(),
  additionalResponse: z.string().max(1024),
  processExternalMeetingMessages: z.boolean(),
  removeCanceledMeetings: z.boolean(),
  enforceCapacity: z.boolean(),
  bookingType: z.enum(["Standard", "Reserved"]),
};

/** Some settings of a room. */
export const roomProcessingChangeSchema = z.strictObject(shape).partial();
