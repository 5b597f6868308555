import { useMessages } from "../messages/messages.ts";

/** What the server said, in the reader's language; marked as English where it stayed so. */
export function Said({ text }: { text: string }) {
  const { say } = useMessages();
  const said = say(text);
  return said.isForeign ? <span lang="en">{said.text}</span> : said.text;
}
