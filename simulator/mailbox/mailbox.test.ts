import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { encodeItemId, decodeItemId, createItemKey } from "./item-id.ts";
import { overlaps, type MailboxChange } from "./mailbox.ts";
import { createMailboxes } from "./mailboxes.ts";
import {
  ANNA,
  calendarOf,
  createTestExchange,
  meetingInput,
  onlyItem,
  organize,
} from "./test-exchange.ts";

const ANNA_ID = "id-anna";

describe("a mailbox", () => {
  test("finds by its index exactly what a look at every item finds, after any writes", () => {
    const spans = fc.array(
      fc.record({
        slot: fc.integer({ min: 0, max: 9 }),
        start: fc.integer({ min: 0, max: 200 }),
        length: fc.integer({ min: 0, max: 40 }),
        removes: fc.boolean(),
      }),
      { maxLength: 60 },
    );
    const window = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(spans, window, (writes, [from, length]) => {
        const exchange = createTestExchange();
        organize(exchange, ANNA, meetingInput("2026-03-03T10:00", []));
        const template = onlyItem(exchange, ANNA);
        const mailbox = exchange.mailboxes.of(ANNA_ID);
        mailbox.remove(template.key);
        const keys = Array.from({ length: 10 }, () => mailbox.newItemKey());
        for (const { slot, start, length: minutes, removes } of writes) {
          const key = keys[slot] ?? "";
          if (removes) mailbox.remove(key);
          else mailbox.put({ ...template, key, startMs: start, endMs: start + minutes });
        }
        const to = from + length;
        const expected = [...mailbox.items()]
          .filter(({ startMs, endMs }) => overlaps(startMs, endMs, from, to))
          .map(({ key }) => key)
          .sort();
        const found = mailbox.singlesBetween(from, to).map(({ key }) => key);
        assert.deepEqual(found.toSorted(), expected);
      }),
    );
  });

  test("gives each write a new change key and a line in its change log", () => {
    const exchange = createTestExchange();
    const heard: MailboxChange[] = [];
    exchange.mailboxes.onChange((_mailbox, change) => heard.push(change));
    organize(exchange, ANNA, meetingInput("2026-03-03T10:00", []));
    const mailbox = exchange.mailboxes.of(ANNA_ID);
    const item = onlyItem(exchange, ANNA);
    const again = mailbox.put({ ...item, subject: "Review" });
    mailbox.remove(item.key);
    assert.notEqual(again.changeKey, item.changeKey);
    assert.deepEqual(
      heard.map(({ kind, sequence }) => [kind, sequence]),
      [
        ["created", 1],
        ["updated", 2],
        ["deleted", 3],
      ],
    );
    assert.deepEqual(mailbox.changes, heard);
  });

  test("finds by extended property, the value in any case (facts 1.11)", () => {
    const exchange = createTestExchange();
    const id = "String {11111111-2222-3333-4444-555555555555} Name Key";
    organize(
      exchange,
      ANNA,
      meetingInput("2026-03-03T10:00", [], {
        singleValueExtendedProperties: [{ id, value: "Abc" }],
      }),
    );
    const mailbox = exchange.mailboxes.of(ANNA_ID);
    assert.equal(mailbox.findByExtendedProperty(id, "aBC").length, 1);
    assert.equal(mailbox.findByExtendedProperty(id.toUpperCase(), "Abc").length, 0);
  });

  test("comes back from its store as it was, and goes on with new ids", () => {
    const store = new Map<string, string>();
    const persistence = {
      load: (name: string): unknown => JSON.parse(store.get(name) ?? "null") as unknown,
      save: (name: string, data: object) => void store.set(name, JSON.stringify(data)),
    };
    const exchange = createTestExchange();
    const { clock, random } = exchange;
    const first = { ...exchange, mailboxes: createMailboxes(clock, random, persistence) };
    organize(first, ANNA, meetingInput("2026-03-03T10:00", []));
    const second = { ...exchange, mailboxes: createMailboxes(clock, random, persistence) };
    assert.deepEqual(onlyItem(second, ANNA), onlyItem(first, ANNA));
    organize(second, ANNA, meetingInput("2026-03-04T10:00", []));
    assert.equal(new Set(calendarOf(second, ANNA).map(({ item }) => item.key)).size, 2);
  });
});

describe("an item's id (facts 1.1, 1.10)", () => {
  test("is read back from both forms, with the day of an occurrence", () => {
    const key = createItemKey("mailbox", 42, () => 0.5);
    for (const format of ["regular", "immutable"] as const) {
      const day = encodeItemId(key, format, "2026-03-01");
      assert.deepEqual(decodeItemId(day), { key, occurrenceDate: "2026-03-01" });
      assert.deepEqual(decodeItemId(encodeItemId(key, format)), { key, occurrenceDate: null });
    }
    assert.notEqual(encodeItemId(key, "regular"), encodeItemId(key, "immutable"));
  });

  test("of another making is told apart from one that is gone", () => {
    assert.equal(decodeItemId("not-an-id"), undefined);
    assert.equal(decodeItemId("AAMkAAAA="), undefined);
  });
});
