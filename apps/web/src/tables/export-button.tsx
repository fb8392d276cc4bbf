import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { TFunction } from 'i18next';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { recordExport } from '../api/exports.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { businessDate, formatMoment } from '../format/dates.ts';
import { useSignedIn } from '../shell/signed-in.ts';
import { useProblemText } from '../states/problem-text.ts';
import { saveFile } from './save-file.ts';
import { SheetContext } from './sheet-context.ts';
import { plainName, type Sheet, type SheetColumn } from './sheet.ts';
import type { About } from './workbook.ts';

interface ExportButtonProps<Row> {
  sheet: Sheet<Row>;
  /** The rows as the page shows them; those that the page has not read yet are read first. */
  rows: () => readonly Row[] | Promise<readonly Row[]>;
}

/** Takes a list along as an .xlsx: what the page shows of it now, and on a second sheet what that is. */
export function ExportButton<Row>({ sheet, rows }: ExportButtonProps<Row>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const textOf = useProblemText();
  const { recorded, name, about } = useAbout(sheet);
  const exporting = useMutation({
    mutationFn: async () => {
      const [{ workbookOf }, data] = await Promise.all([import('./workbook.ts'), rows()]);
      // No file leaves that is not in the audit log.
      await recordExport({ ...recorded, rows: data.length });
      return workbookOf({ ...sheet, columns: columnsWithUnits(sheet.columns, t) }, data, about(data.length));
    },
    onSuccess: (file) => saveFile(file, name),
    onError: (error) => void message.error(t('export.failed', { reason: textOf(error).title })),
  });
  return (
    <Button
      size="small"
      icon={<DownloadOutlined aria-hidden />}
      loading={exporting.isPending}
      aria-label={t('export.buttonOf', { list: sheet.list })}
      onClick={() => exporting.mutate()}
    >
      {t('export.button')}
    </Button>
  );
}

const units = { money: 'unit.wan', area: 'unit.squareMetres' } as const;

function columnsWithUnits<Row>(columns: readonly SheetColumn<Row>[], t: TFunction): SheetColumn<Row>[] {
  return columns.map((column) => {
    if (column.kind !== 'money' && column.kind !== 'area') return column;
    const title = t('common.withUnit', { title: column.title, unit: t(units[column.kind]) });
    return { ...column, title };
  });
}

/** What the second sheet says, what the audit log is told, and the name of the file. */
function useAbout<Row>(sheet: Sheet<Row>) {
  const { t } = useTranslation();
  const { list, place: named, conditions = [], basis } = { ...useContext(SheetContext), ...sheet };
  const { town, county, username } = useSignedIn();
  const asOf = useAsOf();
  const place = named ?? (town ?? county)?.name ?? t('header.platform');
  const narrowing = conditions.filter(([, value]) => value !== '');
  const day = basis?.asOf ?? asOf ?? businessDate(new Date());
  const about = (rows: number): About => ({
    title: t('export.about'),
    lines: [
      [t('export.list'), list],
      [t('export.place'), place],
      [t('export.asOf'), day],
      [t('export.rows'), String(rows)],
      ...(narrowing.length === 0 ? [[t('export.conditions'), t('export.all')] as const] : narrowing),
      ...Object.entries(basis?.positions ?? {}).map(
        ([code, position]) => [t('export.position', { code }), String(position)] as const,
      ),
      [t('export.exportedAt'), formatMoment(new Date().toISOString())],
      [t('export.exportedBy'), username],
      [t('export.exactness'), t('export.exactnessText')],
    ],
  });
  const recorded = { list, place, asOf: day, filters: narrowing.map(([condition]) => condition) };
  return { recorded, name: plainName(`${place}-${list}-${day}.xlsx`), about };
}
