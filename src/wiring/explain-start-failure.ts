/** What keeps Usher from starting, as a sentence that says what to do. */
export function explainStartFailure(error: unknown): string {
  if (!(error instanceof Error)) return `Usher could not start: ${String(error)}`;
  const { code, port, address } = error as Error & {
    readonly code?: string;
    readonly port?: number;
    readonly address?: string;
  };
  switch (code) {
    case "EADDRINUSE":
      return (
        `Port ${port} is taken by another program, or by another Usher. ` +
        `Stop that program, or choose another port with USHER_PORT.`
      );
    case "EACCES":
      return `${error.message}. Choose another port (USHER_PORT) or folder (USHER_DATA_FOLDER).`;
    case "ECONNREFUSED":
      return (
        `The database at ${address}:${port} does not answer. ` +
        `Check that it runs and that DATABASE_URL is right.`
      );
    case undefined:
    default:
      return `Usher could not start. ${error.message}`;
  }
}
