import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { usePolicy } from '../api/policy.ts';
import type { Policy } from '../api/policy-types.ts';
import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { Page } from '../shell/page.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { NotFoundPage } from '../states/not-found-page.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { DifferencesTable } from './differences-table.tsx';
import { StandardTiles } from './standard-tiles.tsx';
import { standardTitle, versionName } from './standard-title.ts';

/** One version of the county's standard, and what it says otherwise than the version before. */
export function StandardPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const version = Number(useParams()['version']);
  const policy = usePolicy(county.code);
  return (
    <Page
      title={standardTitle(version, t)}
      crumbs={[{ title: t('standard.title', { name: county.name }), to: '/county/standards' }]}
      aside={<AsOfPicker />}
    >
      <QueryContent query={policy} skeleton={<TableSkeleton />}>
        {({ data }) => <Version policy={data} version={version} />}
      </QueryContent>
    </Page>
  );
}

function Version({ policy: { standards }, version }: { policy: Policy; version: number }) {
  const { t } = useTranslation();
  const standard = standards.find((one) => one.version === version);
  const before = standards.find((one) => one.version === version - 1);
  if (!standard) return <NotFoundPage />;
  return (
    <>
      {before && (
        <DifferencesTable
          before={before}
          after={standard}
          version={before.version}
          name={versionName(version, t)}
        />
      )}
      <StandardTiles content={standard} name={standardTitle(version, t)} />
    </>
  );
}
