import type { DirectoryUser } from "../directory/directory.ts";
import { DAY_NAMES } from "../mailbox/recurrence.ts";
import { html, type Html } from "../pages/html.ts";
import type { MeetingForm } from "./meeting-forms.ts";

/** What a page with the form of a meeting is for. */
export interface MeetingFormPage {
  readonly title: string;
  readonly owner: DirectoryUser;
  readonly zone: string;
  readonly rooms: readonly DirectoryUser[];
  readonly form: MeetingForm;
  /** Where the form is sent, and where the way back leads. */
  readonly action: string;
  readonly back: string;
  readonly button: string;
  /** An occurrence cannot repeat by itself. */
  readonly offersRepetition: boolean;
  readonly mistake: string | null;
}

/** The form for a new meeting, or for one that is to be changed. */
export function meetingFormPage(page: MeetingFormPage): Html {
  const { owner, zone, form, mistake } = page;
  return html`<p><a href="${page.back}">Back</a></p>
    <h1>${page.title}</h1>
    <p>From the calendar of ${owner.displayName}; times in ${zone}.</p>
    ${mistake ? html`<p role="alert" class="mistake">${mistake}</p>` : ""}
    <form method="post" action="${page.action}">
      <label>Subject <input name="subject" maxlength="255" value="${form.subject}" /></label>
      <div class="pair">
        <label
          >Start <input type="datetime-local" name="start" value="${form.start}" required
        /></label>
        <label>End <input type="datetime-local" name="end" value="${form.end}" required /></label>
      </div>
      <label class="check"
        ><input type="checkbox" name="is_all_day" ${check(form.is_all_day)} /> All day (whatever the
        times of day say)</label
      >
      ${page.offersRepetition ? repetition(form) : ""}
      <label
        >Invite (addresses of people and rooms)
        <input name="invite" list="rooms" value="${form.invite}"
      /></label>
      <datalist id="rooms">
        ${page.rooms.map((room) => html`<option value="${room.mail}">${room.displayName}</option>`)}
      </datalist>
      ${roomList(page.rooms, form)}
      <label>Notes <textarea name="notes" rows="4">${form.notes}</textarea></label>
      <label class="check"
        ><input type="checkbox" name="is_private" ${check(form.is_private)} /> Private</label
      >
      <button class="primary">${page.button}</button>
    </form>`;
}

/** One list for all rooms; its label stands apart, since it would else be named by each of them. */
function roomList(rooms: readonly DirectoryUser[], form: MeetingForm): Html {
  return html`<label for="chosen-rooms"
      >Rooms <span class="quiet">(several with Ctrl or ⌘)</span></label
    >
    <select id="chosen-rooms" name="rooms" multiple size="6">
      ${rooms.map(
        ({ mail, displayName, room }) =>
          html`<option value="${mail}" ${form.rooms.includes(mail) && html`selected`}>
            ${displayName} (${room?.building ?? ""}, ${room?.capacity ?? 0} people)
          </option>`,
      )}
    </select>`;
}

const REPEAT_WORDS: readonly (readonly [MeetingForm["repeat"], string])[] = [
  ["none", "Not at all"],
  ["daily", "By the day"],
  ["weekly", "By the week"],
  ["monthly", "By the month, on the same date"],
  ["monthly_weekday", "By the month, on the same weekday"],
];

function repetition(form: MeetingForm): Html {
  const kept = form.repeat === "keep" ? ([["keep", "As it is, by the year"]] as const) : [];
  return html`<fieldset>
    <legend>Repeat</legend>
    <div class="pair">
      <label
        >How
        <select name="repeat">
          ${[...REPEAT_WORDS, ...kept].map(
            ([value, words]) =>
              html`<option value="${value}" ${value === form.repeat && html`selected`}>
                ${words}
              </option>`,
          )}
        </select></label
      >
      <label
        >Every so many days, weeks or months
        <input type="number" name="interval" min="1" max="99" value="${form.interval}"
      /></label>
    </div>
    <div class="days" role="group" aria-label="Days of the week, where it repeats by the week">
      ${WEEK.map(
        (name) =>
          html`<label class="check"
            ><input
              type="checkbox"
              name="days"
              value="${name}"
              ${check(form.days.includes(name))}
            />
            ${titled(name).slice(0, 3)}</label
          >`,
      )}
    </div>
    ${lastTimes(form)}
  </fieldset>`;
}

/** As the calendar's week goes, from Monday. */
const WEEK = [...DAY_NAMES.slice(1), ...DAY_NAMES.slice(0, 1)];

function lastTimes(form: MeetingForm): Html {
  const choice = (value: MeetingForm["until"], words: string): Html =>
    html`<label class="check"
      ><input type="radio" name="until" value="${value}" ${check(form.until === value)} />
      ${words}</label
    >`;
  return html`<div class="until">
    ${choice("forever", "For ever")} ${choice("day", "Until a last day")}
    <label>Last day <input type="date" name="last_day" value="${form.last_day}" /></label>
    ${choice("count", "A number of times")}
    <label
      >Times <input type="number" name="count" min="1" max="999" value="${form.count}"
    /></label>
  </div>`;
}

function check(isChecked: boolean | string | undefined): Html | false {
  return isChecked ? html`checked` : false;
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
