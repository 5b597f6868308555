import assert from "node:assert/strict";
import { test } from "node:test";
import { MODULE_LIMIT_DEFAULTS } from "../../core/reservations/module-limits.ts";
import type { BookableSpace } from "../reservations/booking-facts.ts";
import { createSpaceCatalogue } from "./space-catalogue.ts";

function bookable(id: string, name: string): BookableSpace {
  return {
    id,
    name,
    kind: "room",
    buildingId: "building",
    buildingName: "Building",
    buildingZone: "Europe/Berlin",
    floor: "",
    capacity: 4,
    equipment: [],
    active: true,
    limits: MODULE_LIMIT_DEFAULTS,
    approval: { policy: "by_space", spaceRequiresIt: false },
    checkIn: {
      policy: "by_space",
      spaceRequiresIt: false,
      opensMinutesBefore: 30,
      releasesNoShows: false,
    },
    moduleId: "rooms",
    services: [],
    sync: null,
  };
}

/** A source whose content the test changes, and which counts what it is asked. */
function stage(spacesMax?: number) {
  const source = {
    spaces: new Map<string, BookableSpace>(),
    current: 1,
    versionReads: 0,
    spaceReads: 0,
    version: async () => {
      source.versionReads += 1;
      return String(source.current);
    },
    bookableSpace: async (id: string) => {
      source.spaceReads += 1;
      return source.spaces.get(id) ?? null;
    },
    rename: (id: string, name: string) => {
      source.spaces.set(id, bookable(id, name));
      source.current += 1;
    },
  };
  const clock = { ms: 0 };
  const catalogue = createSpaceCatalogue({
    source,
    nowMs: () => clock.ms,
    ...(spacesMax !== undefined && { spacesMax }),
  });
  source.rename("a", "first name");
  return { source, clock, catalogue, name: async () => (await catalogue.space("a"))?.name };
}

test("a space is read once for everybody who asks while nothing changes", async () => {
  const { source, clock, name } = stage();
  await Promise.all([name(), name(), name()]);
  clock.ms = 60_000;
  assert.equal(await name(), "first name");
  assert.equal(source.spaceReads, 1);
  assert.equal(source.versionReads, 2);
});

test("what another process changes is noticed within two seconds", async () => {
  const { source, clock, name } = stage();
  await name();
  source.rename("a", "second name");
  clock.ms = 2_000;
  assert.equal(await name(), "second name");
});

test("what this process changes is noticed at once", async () => {
  const { source, catalogue, name } = stage();
  await name();
  source.rename("a", "second name");
  catalogue.forget();
  assert.equal(await name(), "second name");
});

test("a read that was under way during a change is not remembered", async () => {
  const { source, catalogue, name } = stage();
  const old = bookable("a", "first name");
  let answer: (space: BookableSpace) => void = () => undefined;
  source.bookableSpace = () => new Promise<BookableSpace>((resolve) => (answer = resolve));
  const slow = name();
  await new Promise((resolve) => setImmediate(resolve));
  source.rename("a", "second name");
  catalogue.forget();
  answer(old);
  assert.equal(await slow, "first name");
  source.bookableSpace = async (id) => source.spaces.get(id) ?? null;
  assert.equal(await name(), "second name");
});

test("a space that is not there is looked for again each time", async () => {
  const { source, catalogue } = stage();
  assert.equal(await catalogue.space("b"), null);
  source.spaces.set("b", bookable("b", "new"));
  assert.equal((await catalogue.space("b"))?.name, "new");
});

test("a failure is told to whoever asked and not remembered", async () => {
  const { source, name } = stage();
  const works = source.bookableSpace;
  source.bookableSpace = () => Promise.reject(new Error("the database is away"));
  await assert.rejects(name(), /the database is away/);
  source.bookableSpace = works;
  assert.equal(await name(), "first name");
});

test("a failed check is tried again by the next who asks", async () => {
  const { source, name } = stage();
  const works = source.version;
  source.version = () => Promise.reject(new Error("the database is away"));
  await assert.rejects(name(), /the database is away/);
  source.version = works;
  assert.equal(await name(), "first name");
});

test("memory holds no more spaces than it may", async () => {
  const { source, catalogue } = stage(10);
  for (let n = 0; n < 100; n += 1) {
    source.spaces.set(`s${n}`, bookable(`s${n}`, `${n}`));
    await catalogue.space(`s${n}`);
  }
  source.spaceReads = 0;
  for (let n = 90; n < 100; n += 1) await catalogue.space(`s${n}`);
  assert.equal(source.spaceReads, 0);
  await catalogue.space("s0");
  assert.equal(source.spaceReads, 1);
});
