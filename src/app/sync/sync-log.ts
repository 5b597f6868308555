/**
 * Where synchronisation writes its log: the shape of pino's loggers. Fields hold ids and codes,
 * never a subject, a note or a token.
 */
export interface SyncLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
