import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import type { AdminNotice, NoticeStore } from "./ports.ts";

/** An administrator says that somebody looks after it. It stays open until its cause is gone. */
export async function acknowledgeNotice(
  deps: { readonly notices: NoticeStore; readonly announceChange: () => void },
  actor: Actor,
  id: string,
): Promise<Outcome<AdminNotice>> {
  const notice = await deps.notices.acknowledge(id, actor);
  if (notice === null) {
    return refused("notice_not_found", "There is no such notice.", "Look it up again in the list.");
  }
  deps.announceChange();
  return done(notice);
}
