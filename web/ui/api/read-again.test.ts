import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { readsAgain } from "./read-again.ts";

const KEY = ["reservations", "list"];

/** A page that shows what a server says; each question is answered when the test says so. */
function pageBeforeServer() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const questions: PromiseWithResolvers<string>[] = [];
  const observer = new QueryObserver(client, {
    queryKey: KEY,
    queryFn: () => {
      const question = Promise.withResolvers<string>();
      questions.push(question);
      return question.promise;
    },
  });
  const leave = observer.subscribe(() => {});
  return {
    client,
    questions,
    shown: () => observer.getCurrentResult().data,
    async answer(number: number, text: string) {
      questions[number]?.resolve(text);
      for (let turns = 0; turns < 5; turns++) await turn();
    },
    async close() {
      leave();
      client.clear();
    },
  };
}

test("news makes what is shown load again", async () => {
  const page = pageBeforeServer();
  await page.answer(0, "before");
  readsAgain(page.client)(["reservations"]);
  await page.answer(1, "after");
  assert.equal(page.shown(), "after");
  await page.close();
});

test("news that arrives during the first load is not lost: it loads once more", async () => {
  const page = pageBeforeServer();
  readsAgain(page.client)(["reservations"]);
  await page.answer(0, "before");
  await page.answer(1, "after");
  assert.equal(page.shown(), "after");
  await page.close();
});

test("much news during one load lets it finish, and makes one more", async () => {
  const page = pageBeforeServer();
  await page.answer(0, "first");
  const readAgain = readsAgain(page.client);
  for (let news = 0; news < 10; news++) readAgain(["reservations"]);
  await page.answer(1, "second");
  assert.equal(page.shown(), "second");
  await page.answer(2, "third");
  assert.equal(page.shown(), "third");
  assert.equal(page.questions.length, 3);
  await page.close();
});

test("a load that fails is followed by another all the same", async () => {
  const page = pageBeforeServer();
  readsAgain(page.client)(["reservations"]);
  page.questions[0]?.reject(new Error("no way through"));
  await page.answer(0, "never");
  await page.answer(1, "after");
  assert.equal(page.shown(), "after");
  await page.close();
});
