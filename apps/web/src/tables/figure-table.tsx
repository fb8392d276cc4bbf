import type { ReactNode } from 'react';

/** One column; figures stand to the right so that their digits line up. */
export interface FigureColumn<Row> {
  key: string;
  title: string;
  numeric?: boolean;
  render: (row: Row) => ReactNode;
}

interface FigureTableProps<Row> {
  caption: string;
  columns: FigureColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

/** The plain table behind a chart. The first column heads its row. */
export function FigureTable<Row>({ caption, columns, rows, rowKey }: FigureTableProps<Row>) {
  return (
    <table className="figure-table">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={column.numeric ? 'numeric' : undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column, index) => (
              <FigureCell key={column.key} column={column} row={row} heading={index === 0} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface FigureCellProps<Row> {
  column: FigureColumn<Row>;
  row: Row;
  heading: boolean;
}

function FigureCell<Row>({ column, row, heading }: FigureCellProps<Row>) {
  const className = column.numeric ? 'numeric' : undefined;
  if (!heading) return <td className={className}>{column.render(row)}</td>;
  return (
    <th scope="row" className={className}>
      {column.render(row)}
    </th>
  );
}
