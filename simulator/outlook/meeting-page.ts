import { formatDate, parseDate } from "../mailbox/calendar-date.ts";
import { seriesViews, type EventView } from "../mailbox/event-view.ts";
import { msToWallTime } from "../mailbox/wall-time.ts";
import { html, type Html } from "../pages/html.ts";
import { encodeMasterId, encodeViewId, pathOfMeeting } from "./event-links.ts";
import { describeStatus, shownTime } from "./meeting-words.ts";
import type { MailboxFrame } from "./mailbox-frame.ts";
import { describeRecurrence } from "./series-words.ts";

/** One meeting with who was invited and what this mailbox's owner can do with it. */
export function meetingPage(frame: MailboxFrame, view: EventView, nowMs: number): Html {
  const { owner, zone } = frame;
  const { item } = view;
  const start = msToWallTime(view.startMs, zone);
  return html`<p>
      <a href="/outlook/${owner.mail}?date=${start.toPlainDate().toString()}"
        >Back to the calendar</a
      >
    </p>
    <h1>${item.subject || "(no subject)"}</h1>
    <dl>
      <dt>When</dt>
      <dd>
        ${start.toLocaleString("en", { dateStyle: "full" })}, ${shownTime(view, zone)} (${zone})
      </dd>
      ${seriesRows(frame, view)}
      <dt>Organizer</dt>
      <dd>${item.organizer.name} (${item.organizer.address})</dd>
      <dt>Where</dt>
      <dd>${item.locations.map(({ displayName }) => displayName).join(", ") || "–"}</dd>
      <dt>This copy</dt>
      <dd>${describeStatus(view)}${item.sensitivity === "private" ? ", private" : ""}</dd>
    </dl>
    ${attendeeTable(view)}
    ${
      item.body.content
        ? html`<h2>Notes</h2>
            <pre>${item.body.content}</pre>`
        : ""
    }
    ${view.type === "seriesMaster" ? nextOccurrences(frame, view, nowMs) : ""}
    ${item.isOrganizer ? organizerForms(frame, view) : answerForm(frame, view)}`;
}

/** Where an occurrence belongs to a series, and what has become of a series. */
function seriesRows(frame: MailboxFrame, view: EventView): Html {
  const series = (view.master ?? view.item).series;
  if (!series) return html``;
  const repeats = describeRecurrence(series.recurrence);
  if (view.type !== "seriesMaster") {
    const words = view.type === "exception" ? "Changed occurrence" : "Occurrence";
    return html`<dt>Series</dt>
      <dd>
        ${words} of ${view.occurrenceDate}, ${repeats}.
        <a href="${pathOfMeeting(frame.owner.mail, encodeMasterId(view))}">Open the series</a>
      </dd>`;
  }
  const cancelled = series.cancelledDates.join(", ") || "none";
  return html`<dt>Series</dt>
    <dd>${repeats}</dd>
    <dt>Not taking place</dt>
    <dd>${cancelled}</dd>`;
}

const OCCURRENCES_SHOWN = 12;
/** Far enough ahead that the next dozen of any series is in it. */
const AHEAD_MS = 2 * 366 * 86_400_000;

function nextOccurrences({ owner, zone }: MailboxFrame, view: EventView, nowMs: number): Html {
  const fromMs = Math.max(nowMs, view.startMs);
  const next = seriesViews(view.item, fromMs, fromMs + AHEAD_MS).slice(0, OCCURRENCES_SHOWN);
  if (next.length === 0) return html`<p>No occurrence is left.</p>`;
  return html`<h2>Next occurrences</h2>
    <ul class="occurrences">
      ${next.map(
        (occurrence) =>
          html`<li>
            <a href="${pathOfMeeting(owner.mail, encodeViewId(occurrence))}"
              >${msToWallTime(occurrence.startMs, zone).toPlainDate().toString()},
              ${shownTime(occurrence, zone)}</a
            >
            <span class="quiet"
              >${describeStatus(occurrence)}${occurrence.type === "exception" ? " · changed" : ""}</span
            >
          </li>`,
      )}
    </ul>`;
}

function attendeeTable({ item }: EventView): Html {
  if (item.attendees.length === 0) return html``;
  return html`<h2>Invited</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Role</th>
          <th scope="col">Answer</th>
        </tr>
      </thead>
      <tbody>
        ${item.attendees.map(
          (attendee) =>
            html`<tr>
              <td>${attendee.name} (${attendee.address})</td>
              <td>${attendee.type}</td>
              <td>${attendee.status.response}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function organizerForms({ owner, zone }: MailboxFrame, view: EventView): Html {
  const action = pathOfMeeting(owner.mail, encodeViewId(view));
  const what = NAMES[view.type];
  const wall = (ms: number): string => msToWallTime(ms, zone).toString().slice(0, 16);
  return html`<p class="buttons">
      <a class="button" href="${action}/change">Change this ${what}</a>
    </p>
    <form method="post" action="${action}/move">
      <h2>Move</h2>
      <div class="pair">
        <label
          >Start <input type="datetime-local" name="start" value="${wall(view.startMs)}" required
        /></label>
        <label
          >End <input type="datetime-local" name="end" value="${wall(view.endMs)}" required
        /></label>
      </div>
      <button>Move ${what}</button>
    </form>
    ${finishForm(owner.mail, view)}
    <form method="post" action="${action}/cancel">
      <h2>Cancel</h2>
      <label>Message <input name="comment" maxlength="1000" /></label>
      <button class="danger">Cancel ${what}</button>
    </form>`;
}

const NAMES: Readonly<Record<EventView["type"], string>> = {
  singleInstance: "meeting",
  seriesMaster: "series",
  occurrence: "occurrence",
  exception: "occurrence",
};

/** Offered from an occurrence too, as of the day before it. */
function finishForm(address: string, view: EventView): Html {
  const { series } = view.master ?? view.item;
  if (!series) return html``;
  const day = parseDate(view.occurrenceDate ?? "");
  const isFirst = view.occurrenceDate === series.recurrence.range.startDate;
  const dayBefore = day === undefined || isFirst ? "" : formatDate(day - 1);
  return html`<form method="post" action="${pathOfMeeting(address, encodeMasterId(view))}/finish">
    <h2>Finish the series early</h2>
    <label
      >Last day it may take place <input type="date" name="last_day" value="${dayBefore}" required
    /></label>
    <button>Finish series</button>
  </form>`;
}

function answerForm({ owner }: MailboxFrame, view: EventView): Html {
  const action = `${pathOfMeeting(owner.mail, encodeViewId(view))}/answer`;
  const what = NAMES[view.type];
  return html`<form method="post" action="${action}">
    <h2>${owner.kind === "room" ? html`Decide in the name of ${owner.displayName}` : "Answer"}</h2>
    <p class="quiet">
      ${owner.kind === "room" ? "For the room's delegates. " : ""}The answer is for this ${what}.
    </p>
    <label>Message <input name="comment" maxlength="1000" /></label>
    <div class="buttons">
      <button name="answer" value="accepted">Accept</button>
      <button name="answer" value="tentativelyAccepted">Tentative</button>
      <button name="answer" value="declined" class="danger">Decline</button>
    </div>
  </form>`;
}
