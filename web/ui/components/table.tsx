import type { ReactNode } from "react";
import "./table.css";

export interface Column<T> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: T) => ReactNode;
  /** The column that names the row, for screen readers. */
  readonly namesRow?: boolean;
  /** No words stand above it: its buttons name themselves. */
  readonly headerIsHidden?: boolean;
}

interface TableProps<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
}

/** A plain table; on a phone each row becomes a card with the headers beside the values. */
export function Table<T>({ caption, columns, rows, rowKey }: TableProps<T>) {
  return (
    <table className="table">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col">
              {column.headerIsHidden ? (
                <span className="visually-hidden">{column.header}</span>
              ) : (
                column.header
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => (
              <Cell key={column.key} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<T>({ column, row }: { column: Column<T>; row: T }) {
  const label = column.headerIsHidden ? undefined : column.header;
  if (column.namesRow) {
    return (
      <th scope="row" data-label={label}>
        {column.cell(row)}
      </th>
    );
  }
  return <td data-label={label}>{column.cell(row)}</td>;
}
