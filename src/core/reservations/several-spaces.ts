import type { Violation } from "./violation.ts";

/** More than this in one meeting is a mistake, or a matter for planners. */
export const SPACES_OF_MEETING_MAX = 20;

/** A space that is to be one of several, as far as their being together goes. */
export interface ChosenSpace {
  readonly id: string;
  readonly name: string;
  /** Null where no calendar is kept in step with it. */
  readonly sync: { readonly providerId: string; readonly dryRun: boolean } | null;
}

/** What is wrong with choosing these spaces together; one space is chosen another way. */
export function checkChosenSpaces(spaces: readonly Pick<ChosenSpace, "id">[]): Violation[] {
  const field = "space_ids";
  if (spaces.length < 2) {
    const message = "At least two spaces are reserved together.";
    return [{ code: "invalid_request", field, message, remedy: "Choose another space as well." }];
  }
  if (spaces.length > SPACES_OF_MEETING_MAX) {
    const message = `At most ${SPACES_OF_MEETING_MAX} spaces are reserved together.`;
    return [{ code: "invalid_request", field, message, remedy: "Choose fewer of them." }];
  }
  if (new Set(spaces.map(({ id }) => id)).size < spaces.length) {
    const message = "A space is named more than once.";
    return [{ code: "invalid_request", field, message, remedy: "Name each space once." }];
  }
  return [];
}

/** How several spaces make one meeting, which is one event in one calendar. */
export interface SpacesOfMeeting<Space> {
  /** What the integration rules are asked about: a synced space, where there is one among them. */
  readonly home: Space;
  /** Those that the event does not invite, since they are not synced, or as a dry run only. */
  readonly outsideCalendar: ReadonlySet<string>;
}

/**
 * Where one event can be told of all that are synced. A space that is synced in earnest goes before one
 * that is as a dry run: what is written for it must not stay unsent for the other's sake.
 */
export function spacesOfMeeting<Space extends ChosenSpace>(
  spaces: readonly [Space, ...Space[]],
): SpacesOfMeeting<Space> {
  const home =
    spaces.find(({ sync }) => sync?.dryRun === false) ??
    spaces.find(({ sync }) => sync !== null) ??
    spaces[0];
  const outside = spaces.filter(({ sync }) => sync === null || sync.dryRun !== home.sync?.dryRun);
  return { home, outsideCalendar: new Set(outside.map(({ id }) => id)) };
}

/** Rooms of two calendar systems cannot be invited by one event. */
export function checkOneCalendar<Space extends ChosenSpace>(
  spaces: readonly Space[],
  { home, outsideCalendar }: SpacesOfMeeting<Space>,
): Violation<"multi_space_not_allowed">[] {
  const other = spaces.find(
    ({ id, sync }) => !outsideCalendar.has(id) && sync?.providerId !== home.sync?.providerId,
  );
  if (other === undefined) return [];
  return [
    {
      code: "multi_space_not_allowed",
      field: "space_ids",
      message: `${home.name} and ${other.name} are in different calendar systems, which no one meeting can invite.`,
      remedy: "Reserve them separately.",
    },
  ];
}
