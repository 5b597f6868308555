import type { Messages } from "../../ui/messages/messages.ts";

/** A duration as people say it, in its largest whole unit: "40 s", "12 min", "3 h", "2 d". */
export function durationText({ t, formats }: Messages, seconds: number): string {
  const say = (count: number) => ({ count: formats.number(Math.floor(count)) });
  if (seconds < 60) return t.health.seconds(say(seconds));
  if (seconds < 3600) return t.health.minutes(say(seconds / 60));
  if (seconds < 48 * 3600) return t.health.hours(say(seconds / 3600));
  return t.health.days(say(seconds / 86_400));
}
