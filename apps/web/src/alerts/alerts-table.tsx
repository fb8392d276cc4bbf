import type { TableColumnsType } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type PlacedAlert } from '../api/board-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatCount, none } from '../format/numbers.ts';
import { usePathOfProject, usePathOfVillage } from '../places/use-project-path.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet, SheetColumn } from '../tables/sheet.ts';
import { byNumber, byText } from '../tables/sorting.ts';
import { alertWords } from './alert-words.ts';
import { LightTag } from './light-tag.tsx';

interface AlertsTableProps {
  alerts: PlacedAlert[];
  /** What the list is as a file, besides its columns. */
  sheet: Omit<Sheet<PlacedAlert>, 'columns'>;
  /** Names the town of each: for a list of several. */
  showTown?: boolean;
}

/** Alerts in the order given: how bad, what, where, since when. Each leads to its project or venue, and to where that is. */
export function AlertsTable({ alerts, sheet, showTown = false }: AlertsTableProps) {
  const { t } = useTranslation();
  const columns = useAlertColumns();
  return (
    <ListTable
      sheet={{ ...sheet, columns: alertSheetColumns(t) }}
      rows={alerts}
      rowKey={({ venueId, kind }) => `${venueId} ${kind}`}
      columns={columns.filter(({ key }) => showTown || key !== 'town')}
      pageSize={20}
      width={showTown ? 1020 : 900}
      card={(alert) => <AlertCard alert={alert} showTown={showTown} />}
    />
  );
}

function useAlertColumns(): TableColumnsType<PlacedAlert> {
  const { t } = useTranslation();
  const pathOf = usePathOfProject();
  const villageOf = usePathOfVillage();
  return [
    {
      key: 'severity',
      title: t('alert.severity'),
      width: 96,
      sorter: byText(({ severity }) => severity),
      render: (_, { severity }) => <LightTag light={severity} />,
    },
    {
      key: 'kind',
      title: t('alert.kindTitle'),
      width: 150,
      sorter: byText(({ kind }) => t(`alert.kind.${kind}`)),
      render: (_, { kind }) => t(`alert.kind.${kind}`),
    },
    { key: 'words', title: t('alert.situation'), render: (_, alert) => alertWords(alert, t) },
    {
      key: 'venue',
      title: t('alert.project'),
      width: 220,
      sorter: byText(({ name }) => name),
      render: (_, alert) => (
        <>
          <DatedLink to={pathOf(alert)}>{alert.name}</DatedLink>
          <span className="under-name">
            <DatedLink to={villageOf(alert)}>{alert.villageName}</DatedLink>
          </span>
        </>
      ),
    },
    {
      key: 'town',
      title: t('column.town'),
      width: 110,
      sorter: byText(({ townCode }) => townCode),
      render: (_, { townCode, townName }) => (
        <DatedLink to={`/county/towns/${townCode}`}>{townName}</DatedLink>
      ),
    },
    {
      key: 'since',
      title: t('alert.since'),
      width: 120,
      sorter: byText(({ since }) => since),
      render: (_, { since }) => since ?? none,
    },
    {
      key: 'days',
      title: t('alert.days'),
      align: 'right',
      className: 'numeric',
      width: 90,
      sorter: byNumber(({ days }) => days ?? undefined),
      render: (_, { days }) => (days === null ? none : formatCount(days)),
    },
  ];
}

function AlertCard({ alert, showTown }: { alert: PlacedAlert; showTown: boolean }) {
  const { t } = useTranslation();
  const pathOf = usePathOfProject();
  const villageOf = usePathOfVillage();
  return (
    <>
      <div className="card-head">
        <DatedLink to={pathOf(alert)} className="card-title">
          {alert.name}
        </DatedLink>
        <LightTag light={alert.severity} />
      </div>
      <p>
        {t(`alert.kind.${alert.kind}`)} · {alertWords(alert, t)}
      </p>
      <ul className="dotted secondary">
        {showTown && (
          <li>
            <DatedLink to={`/county/towns/${alert.townCode}`}>{alert.townName}</DatedLink>
          </li>
        )}
        <li>
          <DatedLink to={villageOf(alert)}>{alert.villageName}</DatedLink>
        </li>
        {alert.since !== null && <li>{t('alert.sinceDay', { date: alert.since })}</li>}
      </ul>
    </>
  );
}

function alertSheetColumns(t: TFunction): SheetColumn<PlacedAlert>[] {
  return [
    { title: t('alert.severity'), kind: 'text', value: ({ severity }) => t(`light.${severity}`) },
    { title: t('alert.kindTitle'), kind: 'text', value: ({ kind }) => t(`alert.kind.${kind}`) },
    { title: t('alert.situation'), kind: 'text', value: (alert) => alertWords(alert, t) },
    { title: t('alert.project'), kind: 'text', value: ({ name }) => name },
    { title: t('column.village'), kind: 'text', value: ({ villageName }) => villageName },
    { title: t('column.town'), kind: 'text', value: ({ townName }) => townName },
    { title: t('alert.since'), kind: 'date', value: ({ since }) => since },
    { title: t('alert.days'), kind: 'count', value: ({ days }) => days },
  ];
}
