import assert from "node:assert/strict";
import type { InProcessGraph } from "./in-process-graph.ts";

/** An event as a page of delta or of a view holds it. */
export interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly subject?: string;
  readonly seriesMasterId?: string | null;
  readonly start: { readonly dateTime: string };
  readonly end: { readonly dateTime: string };
  readonly "@removed"?: { readonly reason: string };
}

interface Series {
  master: EventRow;
  occurrences: Map<string, EventRow>;
}

/**
 * The least a client must do to keep in step by delta (facts 1.13): replace a series' occurrences
 * each time the series appears, ask for what is said to be removed, ignore what it does not know,
 * and after 410 take a full round for the whole truth.
 */
export class DeltaFollower {
  readonly #graph: InProcessGraph;
  readonly #calendar: string;
  readonly #window: string;
  readonly #singles = new Map<string, EventRow>();
  readonly #series = new Map<string, Series>();
  #link: string;
  /** Ids told in the full round that is under way; null in a round of changes. */
  #told: Set<string> | null = new Set();

  constructor(graph: InProcessGraph, calendar: string, window: string) {
    this.#graph = graph;
    this.#calendar = calendar;
    this.#window = window;
    this.#link = this.#fullRound();
  }

  /** Reads on to the end of the round. */
  async readRound(): Promise<void> {
    while (!(await this.#read()));
  }

  async readPage(): Promise<void> {
    await this.#read();
  }

  /** Singles, occurrences and exceptions in the window, an occurrence by its master's subject. */
  events(): EventRow[] {
    const occurrences = [...this.#series.values()].flatMap(({ master, occurrences: rows }) =>
      [...rows.values()].map((row) => ({ subject: master.subject ?? "", ...row })),
    );
    return [...this.#singles.values(), ...occurrences];
  }

  #fullRound(): string {
    return `${this.#calendar}/calendarView/delta?${this.#window}`;
  }

  /** One page; true at the end of a round. */
  async #read(): Promise<boolean> {
    const { status, body } = await this.#graph.ask("GET", this.#link);
    if (status === 410) {
      this.#link = this.#fullRound();
      this.#told = new Set();
      return false;
    }
    assert.equal(status, 200, JSON.stringify(body));
    for (const row of body["value"] as EventRow[]) await this.#apply(row);
    const next = body["@odata.nextLink"] as string | undefined;
    this.#link = next ?? (body["@odata.deltaLink"] as string);
    if (next === undefined) this.#forgetUntold();
    return next === undefined;
  }

  async #apply(row: EventRow): Promise<void> {
    if (row["@removed"]) return this.#askForRemoved(row.id);
    if (row.type === "singleInstance") this.#putSingle(row);
    else if (row.type === "seriesMaster") this.#putSeries(row, []);
    else this.#series.get(row.seriesMasterId ?? "")?.occurrences.set(row.id, row);
    return undefined;
  }

  #putSingle(row: EventRow): void {
    this.#series.delete(row.id);
    this.#singles.set(row.id, row);
    this.#told?.add(row.id);
  }

  #putSeries(master: EventRow, occurrences: readonly EventRow[]): void {
    this.#singles.delete(master.id);
    const byId = new Map(occurrences.map((row) => [row.id, row]));
    this.#series.set(master.id, { master, occurrences: byId });
    this.#told?.add(master.id);
  }

  async #askForRemoved(id: string): Promise<void> {
    if (!this.#singles.has(id) && !this.#series.has(id)) return;
    const path = `${this.#calendar}/events/${encodeURIComponent(id)}`;
    const { status, body } = await this.#graph.ask("GET", path);
    this.#singles.delete(id);
    this.#series.delete(id);
    if (status === 404) return;
    const row = body as unknown as EventRow;
    if (row.type === "seriesMaster") {
      const instances = await this.#graph.ask("GET", `${path}/instances?${this.#window}&$top=500`);
      this.#putSeries(row, instances.body["value"] as EventRow[]);
    } else if (this.#isInWindow(row)) {
      this.#putSingle(row);
    }
  }

  #isInWindow({ start, end }: EventRow): boolean {
    const window = new URLSearchParams(this.#window);
    const from = Date.parse(window.get("startDateTime") ?? "");
    const to = Date.parse(window.get("endDateTime") ?? "");
    return Date.parse(`${start.dateTime}Z`) < to && Date.parse(`${end.dateTime}Z`) > from;
  }

  #forgetUntold(): void {
    const told = this.#told;
    this.#told = null;
    if (!told) return;
    for (const id of this.#singles.keys()) if (!told.has(id)) this.#singles.delete(id);
    for (const id of this.#series.keys()) if (!told.has(id)) this.#series.delete(id);
  }
}
