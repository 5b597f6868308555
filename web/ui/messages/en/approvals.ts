import { createPlural } from "../plural.ts";

const plural = createPlural("en");

/** Approving what others have reserved, and what came of it. */
export const approvalMessages = {
  approvals: {
    title: "Approvals",
    intro: "What waits for your word, the soonest first.",
    waitingCount: ({ count }: { count: number }) =>
      plural(count, {
        one: "# reservation waits for you",
        other: "# reservations wait for you",
      }),
    list: "Waiting for your approval",
    none: "Nothing waits for your approval",
    dates: ({ count, day }: { count: number; day: string }) =>
      plural(count, { one: `One date, ${day}`, other: `# dates from ${day} on` }),
    label: "Approval",
    needed: "Needs approval",
    neededMeans: "Somebody has to approve it first. The space is held until then.",
    waiting: "Waiting for approval",
    waitingForYou: "This waits for your approval",
    decide: ({ names, count }: { names: string; count: number }) =>
      count === 1 ? `${names} decides.` : `${names} decide; one of them is enough.`,
    managersDecide: "Any manager decides.",
    roomFirst: "First the room has to accept it.",
    held: "The space is held until then. Undecided by its start, it is released for others.",
    approve: "Approve",
    approveOne: ({ number }: { number: string }) => `Approve ${number}`,
    reject: "Reject",
    rejectOne: ({ number }: { number: string }) => `Reject ${number}`,
    rejectTitle: "Reject this reservation?",
    rejectSentence: ({ space, day, time }: { space: string; day: string; time: string }) =>
      `${space} on ${day}, ${time}, will be free for others.`,
    rejectSeries: ({ space }: { space: string }) =>
      `All dates that wait will be free for others in ${space}.`,
    rejectTold: {
      cancelled: "Its meeting is cancelled in Outlook.",
      declined: "The room declines the meeting in Outlook; the meeting itself stays.",
      nobody: "It is not in Outlook.",
    },
    reason: "Reason",
    reasonFor: "The person it is for reads it, and Outlook sends it along.",
    reasonMissing: "Say why: whoever reserved it has to look for something else.",
    unansweredTitle: "Not confirmed by Usher yet",
    unanswered:
      "There is no connection. It is asked for again by itself, and decided once at most.",
    notDecided: ({ space }: { space: string }) => `Your decision on ${space} was not accepted`,
    approved: ({ space }: { space: string }) => `${space} is approved`,
    rejected: ({ space }: { space: string }) => `${space} is rejected`,
    approvedBy: ({ name, time }: { name: string; time: string }) =>
      `Approved by ${name} on ${time}.`,
    rejectedBy: ({ name }: { name: string }) => `Rejected by ${name}`,
    rejectedOn: ({ time }: { time: string }) => `On ${time}.`,
    said: ({ comment }: { comment: string }) => `“${comment}”`,
  },
};
