import { Button, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useVillageProfiles } from '../api/village-profiles.ts';
import type { VillageCard } from '../api/types.ts';
import { formatCount, formatFenAsWan } from '../format/numbers.ts';
import { EmptyState } from '../states/empty-state.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { ListTable } from '../tables/list-table.tsx';
import type { SheetColumn } from '../tables/sheet.ts';
import type { VillageProfile } from './profiles-of.ts';

interface VillageProfilesProps {
  townCode: string;
  village: VillageCard;
  /** Opens the form of another year; absent where nothing can be recorded. */
  onUpdate: (() => void) | undefined;
  /** Opens the form of its merger into another village; absent where there is none. */
  onMerge: (() => void) | undefined;
}

/** The village's own figures, year by year. */
export function VillageProfiles({ townCode, village, onUpdate, onMerge }: VillageProfilesProps) {
  const { t } = useTranslation();
  const profiles = useVillageProfiles(townCode, village.villageId);
  return (
    <section className="tile tile-table" aria-labelledby="profile-heading">
      <div className="tile-head">
        <h2 id="profile-heading">{t('profile.title')}</h2>
        <span className="tile-actions">
          {onMerge !== undefined && <Button onClick={onMerge}>{t('villageMerger.open')}</Button>}
          {onUpdate !== undefined && <Button onClick={onUpdate}>{t('profile.update')}</Button>}
        </span>
      </div>
      <QueryContent query={profiles} skeleton={<TableSkeleton />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t(onUpdate ? 'profile.noneClerk' : 'profile.none')} />
          ) : (
            <ProfilesTable village={village} rows={rows} />
          )
        }
      </QueryContent>
    </section>
  );
}

function ProfilesTable({ village, rows }: { village: VillageCard; rows: VillageProfile[] }) {
  const { t } = useTranslation();
  const figure = { align: 'right' as const, className: 'numeric' };
  const count = (name: 'households' | 'population' | 'branches' | 'members') => ({
    ...figure,
    key: name,
    title: t(`profile.${name}`),
    render: (_: unknown, profile: VillageProfile) => formatCount(profile[name]),
  });
  const columns: TableColumnsType<VillageProfile> = [
    { key: 'year', title: t('profile.year'), width: 90, render: (_, { year }) => year },
    count('households'),
    count('population'),
    count('branches'),
    count('members'),
    {
      ...figure,
      key: 'income',
      title: t('common.withUnit', { title: t('profile.income'), unit: t('unit.wan') }),
      render: (_, { collectiveIncomeFen }) => formatFenAsWan(collectiveIncomeFen),
    },
    { key: 'updatedOn', title: t('profile.updatedOn'), width: 130, render: (_, { updatedOn }) => updatedOn },
  ];
  const sheet: SheetColumn<VillageProfile>[] = [
    { title: t('profile.year'), kind: 'text', value: ({ year }) => String(year) },
    { title: t('profile.households'), kind: 'count', value: ({ households }) => households },
    { title: t('profile.population'), kind: 'count', value: ({ population }) => population },
    { title: t('profile.branches'), kind: 'count', value: ({ branches }) => branches },
    { title: t('profile.members'), kind: 'count', value: ({ members }) => members },
    { title: t('profile.income'), kind: 'money', value: (profile) => profile.collectiveIncomeFen },
    { title: t('profile.updatedOn'), kind: 'date', value: ({ updatedOn }) => updatedOn },
  ];
  return (
    <>
      <ListTable
        sheet={{ list: t('profile.title'), place: village.name, columns: sheet }}
        rows={rows}
        rowKey={({ year }) => String(year)}
        columns={columns}
        pageSize={10}
        width={760}
        card={(profile) => <ProfileCard profile={profile} />}
      />
      <p className="secondary">{t('profile.later')}</p>
    </>
  );
}

function ProfileCard({ profile }: { profile: VillageProfile }) {
  const { t } = useTranslation();
  const facts = [
    [t('profile.households'), formatCount(profile.households)],
    [t('profile.population'), formatCount(profile.population)],
    [t('profile.branches'), formatCount(profile.branches)],
    [t('profile.members'), formatCount(profile.members)],
    [t('profile.income'), `${formatFenAsWan(profile.collectiveIncomeFen)} ${t('unit.wan')}`],
    [t('profile.updatedOn'), profile.updatedOn],
  ] as const;
  return (
    <>
      <div className="card-title">{profile.year}</div>
      <dl className="card-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
