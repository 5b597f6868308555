/**
 * The Set-CalendarProcessing settings of a room mailbox (facts, section 2), by Microsoft's names in
 * lowerCamelCase.
 */
export interface RoomProcessing {
  automateProcessing: "None" | "AutoUpdate" | "AutoAccept";
  allowConflicts: boolean;
  conflictPercentageAllowed: number;
  maximumConflictInstances: number;
  allowRecurringMeetings: boolean;
  bookingWindowInDays: number;
  enforceSchedulingHorizon: boolean;
  maximumDurationInMinutes: number;
  /** 0 sets no limit. */
  minimumDurationInMinutes: number;
  scheduleOnlyDuringWorkHours: boolean;
  allBookInPolicy: boolean;
  allRequestInPolicy: boolean;
  allRequestOutOfPolicy: boolean;
  /**
   * Addresses of people whose in-policy requests are approved although `allBookInPolicy` is false.
   */
  bookInPolicy: string[];
  requestInPolicy: string[];
  requestOutOfPolicy: string[];
  forwardRequestsToDelegates: boolean;
  tentativePendingApproval: boolean;
  deleteSubject: boolean;
  addOrganizerToSubject: boolean;
  deleteComments: boolean;
  removePrivateProperty: boolean;
  organizerInfo: boolean;
  enableResponseDetails: boolean;
  addAdditionalResponse: boolean;
  additionalResponse: string;
  processExternalMeetingMessages: boolean;
  removeCanceledMeetings: boolean;
  enforceCapacity: boolean;
  /** A reserved room is not bookable. */
  bookingType: "Standard" | "Reserved";
}

/** Exchange Online's defaults for a room made after November 2018. */
export const ROOM_PROCESSING_DEFAULTS: RoomProcessing = {
  automateProcessing: "AutoAccept",
  allowConflicts: false,
  conflictPercentageAllowed: 0,
  maximumConflictInstances: 0,
  allowRecurringMeetings: true,
  bookingWindowInDays: 180,
  enforceSchedulingHorizon: true,
  maximumDurationInMinutes: 1440,
  minimumDurationInMinutes: 0,
  scheduleOnlyDuringWorkHours: false,
  allBookInPolicy: true,
  allRequestInPolicy: false,
  allRequestOutOfPolicy: false,
  bookInPolicy: [],
  requestInPolicy: [],
  requestOutOfPolicy: [],
  forwardRequestsToDelegates: true,
  tentativePendingApproval: true,
  deleteSubject: true,
  addOrganizerToSubject: true,
  deleteComments: true,
  removePrivateProperty: true,
  organizerInfo: true,
  enableResponseDetails: true,
  addAdditionalResponse: false,
  additionalResponse: "",
  processExternalMeetingMessages: false,
  removeCanceledMeetings: false,
  enforceCapacity: false,
  bookingType: "Standard",
};
