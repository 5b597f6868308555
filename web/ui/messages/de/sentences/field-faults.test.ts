import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { sayIn } from "../../said-by-server.ts";
import { germanSentences } from "./german-sentences.ts";

const say = sayIn(germanSentences);

/** What is found wrong with a value, as the API answers it and as a German page shows it. */
function faultsOf(schema: z.ZodType, value: unknown): readonly string[] {
  const { error } = schema.safeParse(value);
  const found = (error?.issues ?? []).map(({ message }) => message);
  const asAnswered = say(`The request is not well formed. field: ${found[0]}.`);
  assert.equal(asAnswered.isForeign, false, found[0]);
  return found.map((message) => {
    const { text, isForeign } = say(message);
    assert.equal(isForeign, false, message);
    return text;
  });
}

/** Every way in which a field of a request can be wrong, in the words of the library that checks it. */
const FAULTS: readonly (readonly [schema: z.ZodType, value: unknown, german: string])[] = [
  [z.string(), undefined, "Fehlt"],
  [z.string(), 1, "Ungültig: Das muss ein Text sein"],
  [z.number(), "1", "Ungültig: Das muss eine Zahl sein"],
  [z.coerce.number(), "x", "Ungültig: Das muss eine Zahl sein"],
  [z.int(), 1.5, "Ungültig: Das muss eine ganze Zahl sein"],
  [z.int(), 2 ** 60, "Zu groß: höchstens 9007199254740991"],
  [z.boolean(), "yes", "Ungültig: Das muss true oder false sein"],
  [z.array(z.string()), {}, "Ungültig: Das muss eine Liste sein"],
  [z.strictObject({}), [], "Ungültig: Das muss ein Objekt sein"],
  [z.record(z.string(), z.string()), 1, "Ungültig: Das muss ein Objekt sein"],
  [z.record(z.uuid(), z.string()), { a: "b" }, "Ungültiger Name in record"],
  [z.literal("a"), "b", 'Ungültig: möglich ist nur "a"'],
  [z.enum(["a", "b"]), "c", 'Ungültig: möglich ist "a"|"b"'],
  [z.union([z.string(), z.number()]), true, "Ungültig"],
  [
    z.discriminatedUnion("k", [z.object({ k: z.literal("a") })]),
    { k: "b" },
    "Ungültig: möglich ist 'a'",
  ],
  [z.email(), "a", "Keine E-Mail-Adresse"],
  [z.uuid(), "a", "Keine UUID"],
  [z.url(), "a", "Keine URL"],
  [z.iso.date(), "a", "Kein Datum"],
  [z.iso.datetime(), "a", "Kein Zeitpunkt"],
  [z.iso.time(), "a", "Keine Uhrzeit"],
  [z.iso.duration(), "a", "Keine Dauer"],
  [z.string().regex(/^x$/), "a", "Hat nicht die verlangte Form /^x$/"],
  [z.string().startsWith("x"), "a", 'Muss mit "x" beginnen'],
  [z.string().endsWith("x"), "a", 'Muss mit "x" enden'],
  [z.string().includes("x"), "a", 'Muss "x" enthalten'],
  [z.string().min(1), "", "Darf nicht leer sein"],
  [z.string().min(2), "", "Zu kurz: mindestens 2 Zeichen"],
  [z.string().max(2), "abc", "Zu lang: höchstens 2 Zeichen"],
  [z.string().length(2), "a", "Zu kurz: genau 2 Zeichen"],
  [z.string().length(2), "abc", "Zu lang: genau 2 Zeichen"],
  [z.array(z.string()).min(2), [], "Zu wenige: mindestens 2"],
  [z.array(z.string()).max(0), ["a"], "Zu viele: höchstens 0"],
  [z.array(z.string()).length(1), [], "Zu wenige: genau 1"],
  [z.array(z.string()).length(1), ["a", "b"], "Zu viele: genau 1"],
  [z.number().min(2), 1, "Zu klein: mindestens 2"],
  [z.number().max(2), 3, "Zu groß: höchstens 2"],
  [z.number().gt(2), 2, "Zu klein: mehr als 2"],
  [z.number().lt(2), 2, "Zu groß: weniger als 2"],
  [z.number().multipleOf(5), 2, "Muss ein Vielfaches von 5 sein"],
  [z.strictObject({}), { a: 1 }, 'Unbekanntes Feld: "a"'],
  [z.strictObject({}), { a: 1, b: 2 }, 'Unbekannte Felder: "a", "b"'],
];

test("whatever is wrong with a field of a request is said in German on a German page", () => {
  for (const [schema, value, german] of FAULTS) {
    assert.deepEqual(faultsOf(schema, value), [german]);
  }
});
