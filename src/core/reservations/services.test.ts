import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import {
  type AskedServices,
  type ModuleService,
  refuseServices,
  servicesWhenPlaced,
} from "./services.ts";

const NOW = Temporal.Instant.from("2027-03-01T08:00:00Z");

function service(id: string, about: Partial<ModuleService> = {}): ModuleService {
  return {
    id,
    moduleId: "rooms",
    name: id,
    description: "",
    preparationMinutes: 0,
    cleanUpMinutes: 0,
    leadTimeMinutes: 0,
    isBlockerMandatory: false,
    onEveryReservation: false,
    ...about,
  };
}

const coffee = service("Coffee", { leadTimeMinutes: 120 });
const flowers = service("Flowers");
const airing = service("Airing", { onEveryReservation: true, leadTimeMinutes: 600 });
const offered = [airing, coffee, flowers];

function namesWhenPlaced(before: readonly ModuleService[], chosen: readonly string[]) {
  const placed = servicesWhenPlaced({ moduleId: "rooms", services: offered }, before, chosen);
  return placed.map(({ name }) => name);
}

function ask(asked: readonly ModuleService[], about: Partial<AskedServices> = {}) {
  const ids = asked.map(({ id }) => id);
  const start = NOW.add({ hours: 3 });
  const all = { offered, before: [], asked: ids, start, isByPlanner: false, ...about };
  return refuseServices(all, NOW)?.code ?? null;
}

test("a reservation has what was chosen and is offered, and what every reservation has", () => {
  assert.deepEqual(namesWhenPlaced([], ["Coffee", "Parking"]), ["Airing", "Coffee"]);
});

test("what is offered no longer stays where it was chosen, but in no other module", () => {
  const parking = service("Parking");
  const lamp = service("Lamp", { moduleId: "desks" });
  const chosen = ["Parking", "Lamp"];
  assert.deepEqual(namesWhenPlaced([parking, lamp], chosen), ["Airing", "Parking"]);
  assert.deepEqual(namesWhenPlaced([parking, lamp], []), ["Airing"]);
});

test("what the module does not offer is refused, unless the reservation has it already", () => {
  const parking = service("Parking");
  assert.equal(ask([parking]), "service_not_offered");
  assert.equal(ask([parking], { before: [parking] }), null);
  assert.equal(ask([flowers, coffee]), null);
});

test("what has to be asked for in time is refused later, but not to planners", () => {
  const start = NOW.add({ minutes: 119 });
  assert.equal(ask([coffee], { start }), "service_lead_time");
  assert.equal(ask([coffee], { start: NOW.add({ minutes: 120 }) }), null);
  assert.equal(ask([coffee], { start, isByPlanner: true }), null);
  // It is there anyway.
  assert.equal(ask([airing], { start }), null);
});

test("within its lead time a service stays, whether it is named again or called off", () => {
  const start = NOW.add({ minutes: 60 });
  assert.equal(ask([coffee], { start, before: [coffee] }), null);
  assert.equal(ask([], { start, before: [coffee] }), "service_lead_time");
  assert.equal(ask([], { start, before: [coffee], isByPlanner: true }), null);
  assert.equal(ask([], { start, before: [airing, flowers] }), null);
});
