import type { OfferedService } from "../../../src/contract/services.ts";
import type { Messages } from "../../ui/messages/messages.ts";

type Words = Messages["t"]["services"];

/** What somebody has to know of a service before they choose it. */
export function serviceWords(words: Words, service: OfferedService): string {
  const { description, lead_time_minutes: lead } = service;
  const times = timesAround(words, service);
  const sentences = [
    description,
    times === null ? "" : words.keptFree({ times }),
    times !== null && service.is_blocker_mandatory ? words.mandatory : "",
    lead > 0 && !service.on_every_reservation
      ? words.leadTime({ time: durationWords(words, lead) })
      : "",
    service.on_every_reservation ? words.always : "",
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

function timesAround(
  words: Words,
  { preparation_minutes: before, clean_up_minutes: after }: OfferedService,
): string | null {
  const [first, second] = [
    before > 0 ? words.preparation({ minutes: durationWords(words, before) }) : null,
    after > 0 ? words.cleanUp({ minutes: durationWords(words, after) }) : null,
  ].filter((time) => time !== null);
  if (first === undefined) return null;
  return second === undefined ? first : words.and({ first, second });
}

export function durationWords(words: Words, minutes: number): string {
  return minutes % 60 === 0
    ? words.hours({ count: minutes / 60 })
    : words.minutes({ count: minutes });
}
