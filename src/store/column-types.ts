import type { ColumnType } from "kysely";

/** An instant: read as Date, written as Date or ISO text with offset. */
export type Instant = ColumnType<Date, Date | string, Date | string>;
export type InstantOrNull = ColumnType<
  Date | null,
  Date | string | null | undefined,
  Date | string | null
>;
export type GeneratedInstant = ColumnType<Date, Date | string | undefined, Date | string>;
/** JSON in a column that has a default. */
export type GeneratedJson<T> = ColumnType<T, string | undefined, string>;
export type Json<T> = ColumnType<T, string, string>;
export type JsonOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>;
