import assert from "node:assert/strict";
import { test } from "node:test";
import {
  checkChosenSpaces,
  checkOneCalendar,
  type ChosenSpace,
  SPACES_OF_MEETING_MAX,
  spacesOfMeeting,
} from "./several-spaces.ts";

const synced = (id: string, providerId = "p", dryRun = false): ChosenSpace => ({
  id,
  name: id,
  sync: { providerId, dryRun },
});
const desk = (id: string): ChosenSpace => ({ id, name: id, sync: null });
const codes = (spaces: readonly ChosenSpace[]) => checkChosenSpaces(spaces).map(({ code }) => code);

test("two spaces or more are chosen together, each of them once, and not without end", () => {
  assert.deepEqual(codes([synced("oak"), desk("one")]), []);
  assert.deepEqual(codes([synced("oak")]), ["invalid_request"]);
  assert.deepEqual(codes([synced("oak"), synced("oak")]), ["invalid_request"]);
  const many = Array.from({ length: SPACES_OF_MEETING_MAX + 1 }, (_, index) => desk(`${index}`));
  assert.deepEqual(codes(many), ["invalid_request"]);
  assert.deepEqual(codes(many.slice(1)), []);
});

test("the meeting is where a space is synced, and the others are part of it here alone", () => {
  const { home, outsideCalendar } = spacesOfMeeting([desk("one"), synced("oak"), synced("elm")]);
  assert.equal(home.id, "oak");
  assert.deepEqual([...outsideCalendar], ["one"]);
});

test("a dry run keeps no event from a room that is synced in earnest, nor is it sent one", () => {
  const mixed = spacesOfMeeting([synced("dry", "p", true), synced("oak")]);
  assert.equal(mixed.home.id, "oak");
  assert.deepEqual([...mixed.outsideCalendar], ["dry"]);
  const dry = spacesOfMeeting([desk("one"), synced("dry", "p", true)]);
  assert.equal(dry.home.id, "dry");
  assert.deepEqual([...dry.outsideCalendar], ["one"]);
});

test("where none is synced, no calendar is concerned", () => {
  const { home, outsideCalendar } = spacesOfMeeting([desk("one"), desk("two")]);
  assert.equal(home.id, "one");
  assert.deepEqual([...outsideCalendar], ["one", "two"]);
});

test("rooms of two calendar systems are in no one meeting", () => {
  const spaces = [synced("oak"), synced("fir", "q"), desk("one")] as const;
  const refused = checkOneCalendar(spaces, spacesOfMeeting(spaces));
  assert.deepEqual(
    refused.map(({ code }) => code),
    ["multi_space_not_allowed"],
  );
  const others = [synced("oak"), synced("dry", "q", true), desk("one")] as const;
  assert.deepEqual(checkOneCalendar(others, spacesOfMeeting(others)), []);
});
