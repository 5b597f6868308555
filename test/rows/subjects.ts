/** What is there to be changed, made in this mode or left by an earlier one. */
import assert from "node:assert/strict";
import type { IntegrationMode } from "../../src/core/integration-rules/question.ts";
import { signIn } from "../support/usher-world.ts";
import { create, idIn, meetInOutlook } from "./acts.ts";
import { type Company, connect, nextSlot, PEOPLE, type RoomName } from "./company.ts";
import type { Creation, Subject } from "./table.ts";

export interface Subjects {
  /** What this mode and later ones find; once in each mode. */
  prepare(mode: IntegrationMode): Promise<void>;
  /** Answers the id. */
  find(of: Subject): Promise<string>;
  /** What Jonas reserved in normal mode, and has to be allowed yet. */
  waiting(mode: IntegrationMode): string;
}

export function openSubjects(company: Company): Subjects {
  const kept = new Map<string, string>();
  const delegated: string[] = [];
  const left = (name: string): string => kept.get(name) ?? assert.fail(`there is no ${name}`);
  const met = async (): Promise<string> => (await meetInOutlook(company)).id;
  return {
    async prepare(mode) {
      kept.set("outlook", await met());
      if (mode === "normal") {
        kept.set("kept", await own(company));
        kept.set("felix", await own(company, "felix"));
        for (const later of ["strict", "personal"]) kept.set(later, await waitingInHeron(company));
      }
      if (mode === "strict") {
        delegated.push(...(await Promise.all(Array.from({ length: 4 }, () => own(company)))));
      }
      if (mode === "personal") {
        const session = await signIn(company.url, PEOPLE.jonas);
        await connect(company.url, session, "/connect/outlook", PEOPLE.jonas);
      }
    },
    async find(of) {
      switch (of) {
        case "own":
          return own(company);
        case "by_program":
          return byProgram(company);
        case "delegated":
          return delegated.pop() ?? left(of);
        case "met":
          return met();
        case "outlook":
        case "kept":
        case "felix":
          return left(of);
      }
    },
    waiting: left,
  };
}

/** Somebody's own, made in the portal, which its room has accepted. */
export async function own(company: Company, who: "jonas" | "felix" = "jonas"): Promise<string> {
  const id = await reserve(company, "Wren", who);
  await company.settled(id);
  return id;
}

async function waitingInHeron(company: Company): Promise<string> {
  const id = await reserve(company, "Heron", "jonas");
  await company.settled(id, "awaiting_approval");
  return id;
}

let made = 0;
async function reserve(company: Company, room: RoomName, who: "jonas" | "felix"): Promise<string> {
  made += 1;
  const body = { space_id: company.space(room).id, ...nextSlot(), subject: `Own ${made}` };
  return idIn(await company.send("portal", who, "POST", "/api/v1/reservations", body));
}

async function byProgram(company: Company): Promise<string> {
  const line: Creation = { row: "C5", act: "create", by: ["rest_api"] };
  const id = idIn(await create(company, line, "rest_api", nextSlot()));
  await company.settled(id);
  return id;
}
