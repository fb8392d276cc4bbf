import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePolicy } from '../api/policy.ts';
import type { Policy } from '../api/policy-types.ts';
import type { View } from '../api/types.ts';
import { AsOfPicker } from '../as-of/as-of-picker.tsx';
import { useAsOf } from '../as-of/use-as-of.ts';
import { Page } from '../shell/page.tsx';
import { useCounty, useMay } from '../shell/signed-in.ts';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { SheetContext } from '../tables/sheet-context.ts';
import { StandardTiles } from './standard-tiles.tsx';
import { VersionsTable } from './versions-table.tsx';
import { standardTitle } from './standard-title.ts';

/** The county's construction standard: its versions, and what the one in force says. */
export function StandardsPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const may = useMay();
  const navigate = useNavigate();
  const past = useAsOf() !== undefined;
  const policy = usePolicy(county.code);
  return (
    <Page
      title={t('standard.title', { name: county.name })}
      aside={<AsOfPicker />}
      actions={
        may('command:publish-standard') &&
        !past && (
          <Button type="primary" onClick={() => void navigate('/county/standards/new')}>
            {t('standard.edit')}
          </Button>
        )
      }
    >
      <QueryContent query={policy} skeleton={<TableSkeleton />}>
        {(view) => <Standards view={view} />}
      </QueryContent>
    </Page>
  );
}

function Standards({ view }: { view: View<Policy> }) {
  const { t } = useTranslation();
  const { standards, standardInForce } = view.data;
  const inForce = standards.find(({ version }) => version === standardInForce)!;
  return (
    <SheetContext value={{ basis: view }}>
      {standards.length === 1 && (
        <Alert className="form-alert" type="info" showIcon title={t('standard.never')} />
      )}
      <VersionsTable view={view} />
      <StandardTiles content={inForce} name={standardTitle(standardInForce, t)} />
    </SheetContext>
  );
}
