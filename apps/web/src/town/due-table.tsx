import { useTranslation } from 'react-i18next';
import type { DueItem } from '../api/board-types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatCount } from '../format/numbers.ts';
import { useProjectPath } from '../places/use-project-path.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { byNumber, byText } from '../tables/sorting.ts';

interface DueTableProps {
  townCode: string;
  due: DueItem[];
  sheet: Omit<Sheet<DueItem>, 'columns'>;
}

/** What is due, by when, and of which project. */
export function DueTable({ townCode, due, sheet }: DueTableProps) {
  const { t } = useTranslation();
  const projectPath = useProjectPath(townCode);
  const daysText = ({ daysLeft }: DueItem) =>
    daysLeft === 0 ? t('toDo.today') : t('toDo.left', { days: formatCount(daysLeft) });
  const project = (item: DueItem) => (
    <>
      <DatedLink to={projectPath(item.venueId)}>{item.name}</DatedLink>
      <span className="under-name">{item.villageName}</span>
    </>
  );
  return (
    <ListTable
      sheet={{
        ...sheet,
        columns: [
          { title: t('toDo.dueOn'), kind: 'date', value: (item) => item.dueOn },
          { title: t('toDo.daysLeft'), kind: 'count', value: (item) => item.daysLeft },
          { title: t('toDo.item'), kind: 'text', value: (item) => t(`toDo.kind.${item.kind}`) },
          { title: t('alert.project'), kind: 'text', value: (item) => item.name },
          { title: t('column.village'), kind: 'text', value: (item) => item.villageName },
        ],
      }}
      rows={due}
      rowKey={(item) => `${item.venueId} ${item.kind} ${item.dueOn}`}
      columns={[
        {
          key: 'dueOn',
          title: t('toDo.dueOn'),
          width: 120,
          sorter: byText((item) => item.dueOn),
          render: (_, item) => item.dueOn,
        },
        {
          key: 'daysLeft',
          title: t('toDo.daysLeft'),
          width: 130,
          sorter: byNumber((item) => item.daysLeft),
          render: (_, item) => daysText(item),
        },
        { key: 'item', title: t('toDo.item'), render: (_, item) => t(`toDo.kind.${item.kind}`) },
        {
          key: 'project',
          title: t('alert.project'),
          sorter: byText((item) => item.name),
          render: (_, item) => project(item),
        },
      ]}
      pageSize={20}
      width={680}
      card={(item) => (
        <>
          <DatedLink to={projectPath(item.venueId)} className="card-title">
            {item.name}
          </DatedLink>
          <p>{t(`toDo.kind.${item.kind}`)}</p>
          <ul className="dotted secondary">
            <li>{item.dueOn}</li>
            <li>{daysText(item)}</li>
            <li>{item.villageName}</li>
          </ul>
        </>
      )}
    />
  );
}
