/**
 * Reads a stream of server-sent events as it comes in pieces, and answers the names of the events
 * that each piece completes. What they carry is read anew from the server; comments are no events.
 */
export function createEventNameReader(): (piece: string) => readonly string[] {
  let rest = "";
  return (piece) => {
    const blocks = (rest + piece).split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      const name = /^event: *(\S+)$/m.exec(block)?.[1];
      return name === undefined ? [] : [name];
    });
  };
}
