import { useTranslation } from 'react-i18next';
import { formatCount } from '../format/numbers.ts';
import { ExportButton } from './export-button.tsx';
import type { Sheet } from './sheet.ts';

interface ListBarProps<Row> {
  sheet: Sheet<Row>;
  count: number;
  rows: () => readonly Row[] | Promise<readonly Row[]>;
}

/** Above a list: how many entries it has, and the way to take them along. */
export function ListBar<Row>({ sheet, count, rows }: ListBarProps<Row>) {
  const { t } = useTranslation();
  return (
    <div className="list-bar">
      <span className="secondary">{t('export.entries', { shown: formatCount(count) })}</span>
      <ExportButton sheet={sheet} rows={rows} />
    </div>
  );
}
