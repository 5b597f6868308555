import { approvalWhenPlaced, requiresApproval } from "../../core/reservations/approval.ts";
import { parentState } from "../../core/reservations/parent-state.ts";
import { placedState } from "../../core/reservations/reservation-state.ts";
import {
  checkChosenSpaces,
  checkOneCalendar,
  type SpacesOfMeeting,
  spacesOfMeeting,
} from "../../core/reservations/several-spaces.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { BookableSpace } from "./booking-facts.ts";
import type { CreateRequest } from "./create-request.ts";
import type { ReservationDependencies } from "./dependencies.ts";
import { findBookableSpace } from "./find-bookable-space.ts";
import { findPeople, judgeAttendees, judgeCalendar, judgeTimes } from "./judge-creation.ts";
import type { JudgedCreation } from "./judge-creation.ts";
import { newReservation } from "./new-reservation.ts";
import type { NewMeeting, NewRoom } from "./together-ports.ts";
import { judgeChosenServices } from "./services/choose-services.ts";
import { judgeServices } from "./services/judge-services.ts";
import { refuseViolations } from "./violations.ts";

/** One meeting, in several spaces at one time. */
export interface CreateInSeveralSpaces extends Omit<
  CreateRequest,
  "spaceId" | "kind" | "recurrence" | "onConflict" | "services"
> {
  readonly spaceIds: readonly string[];
  /** By the id of their space; ids of those that are chosen for it. */
  readonly servicesBySpace?: Readonly<Record<string, readonly string[]>>;
}

/** The meeting as it is to be written, unless a rule refuses it. */
export async function judgeSeveralSpaces(
  deps: ReservationDependencies,
  actor: Actor,
  asked: CreateInSeveralSpaces,
): Promise<Outcome<NewMeeting>> {
  const found = await findSpaces(deps, actor, asked.spaceIds);
  if (!found.ok) return found;
  const spaces = found.value;
  const { servicesBySpace = {} } = asked;
  const strange = Object.keys(servicesBySpace).find((id) => !asked.spaceIds.includes(id));
  if (strange !== undefined) return refuseServicesElsewhere();
  const together = spacesOfMeeting(spaces);
  const elsewhere = refuseViolations(checkOneCalendar(spaces, together));
  if (elsewhere !== null) return elsewhere;
  const { home } = together;
  const request: CreateRequest = { ...asked, spaceId: home.id, kind: "multi_space" };
  const people = await findPeople(deps, actor, request);
  if (!people.ok) return people;
  for (const space of spaces) {
    const timed = judgeTimes(deps, actor, request, space, people.value.requestedFor);
    if (!timed.ok) return timed;
  }
  // The rooms, and whoever the rules invite, are attendees of the event too.
  const attendees = judgeAttendees(request, spaces.length - together.outsideCalendar.size + 1);
  if (!attendees.ok) return attendees;
  const told = await judgeCalendar(deps, actor, request, home, people.value.requestedFor);
  if (!told.ok) return told;
  const { start, end } = request;
  const judged: JudgedCreation = {
    ...people.value,
    ...told.value,
    space: home,
    start,
    end,
    attendees: attendees.value,
    series: null,
    services: [],
  };
  return meetingOf(deps, actor, { ...request, servicesBySpace }, judged, spaces, together);
}

/** In the order in which they were named. */
export async function findSpaces(
  deps: ReservationDependencies,
  actor: Actor,
  ids: readonly string[],
): Promise<Outcome<readonly [BookableSpace, ...BookableSpace[]]>> {
  const wrong = refuseViolations(checkChosenSpaces(ids.map((id) => ({ id }))));
  if (wrong !== null) return wrong;
  const spaces: BookableSpace[] = [];
  for (const id of ids) {
    const space = await findBookableSpace(deps, actor, id);
    if (!space.ok) return space;
    spaces.push(space.value);
  }
  const [first, ...others] = spaces;
  if (first === undefined) throw new Error("two spaces at least were named");
  return done([first, ...others]);
}

/** Each room is confirmed, and approved, by itself; the meeting's state follows from theirs. */
async function meetingOf(
  deps: ReservationDependencies,
  actor: Actor,
  request: CreateRequest & Required<Pick<CreateInSeveralSpaces, "servicesBySpace">>,
  judged: JudgedCreation,
  spaces: readonly BookableSpace[],
  { outsideCalendar }: SpacesOfMeeting<BookableSpace>,
): Promise<Outcome<NewMeeting>> {
  const row = newReservation(deps, actor, request, judged);
  const { syncEvent } = judged;
  const isTold = syncEvent !== null && !syncEvent.dryRun;
  const rooms: NewRoom[] = [];
  for (const space of spaces) {
    const isOutside = outsideCalendar.has(space.id);
    const approval = approvalWhenPlaced(requiresApproval(space.approval), row.kind);
    const awaited = {
      roomAnswer: isTold && !isOutside,
      approval: approval === "awaiting_approval",
    };
    const state = placedState(awaited);
    const { servicesBySpace, start: begins } = request;
    const asked = { start: begins, services: servicesBySpace[space.id] ?? [] };
    const chosen = judgeChosenServices(deps, actor, asked, space);
    if (!chosen.ok) return chosen;
    const id = deps.newId();
    const { requestedFor, start, end } = judged;
    const { timeZone, requestId } = row;
    const served = { id, state, timeZone, space, requestedFor, start, end, services: chosen.value };
    const services = await judgeServices(deps, actor, null, served, requestId);
    if (!services.ok) return services;
    const isOutsideCalendar = isOutside;
    rooms.push({
      id,
      spaceId: space.id,
      state,
      approval,
      isOutsideCalendar,
      services: services.value,
    });
  }
  return done({
    ...row,
    approval: "not_required",
    state: parentState(rooms.map(({ state }) => state)),
    rooms,
  });
}

function refuseServicesElsewhere() {
  const message = "Services are chosen for a space that the meeting is not in.";
  return refused("invalid_request", message, "Name services by the ids of the meeting's spaces.", {
    fields: [{ field: "services_by_space", message }],
  });
}
