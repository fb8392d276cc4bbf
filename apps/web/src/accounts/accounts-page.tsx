import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { type AccountPlace, useTowns } from '../api/accounts.ts';
import { Page } from '../shell/page.tsx';
import { useMay, useSignedIn } from '../shell/signed-in.ts';
import { AccountsPanel } from './accounts-panel.tsx';

/** The accounts of one's own town; for a county's administrator, of the county and of each of its towns. */
export function AccountsPage() {
  const { town, county } = useSignedIn();
  if (town !== null) return <AccountsOf place={{ ...town, level: 'town' }} />;
  if (county !== null) return <CountyAccounts county={{ ...county, level: 'county' }} />;
  return null;
}

function CountyAccounts({ county }: { county: AccountPlace }) {
  const { t } = useTranslation();
  const may = useMay();
  const towns = useTowns(county.code, may('towns'));
  const [search, setSearch] = useSearchParams();
  const places = [county, ...(towns.data ?? []).map((town): AccountPlace => ({ ...town, level: 'town' }))];
  // The town stands in the address, so that a place can be sent and gone back to.
  const chosen = search.get('town') ?? county.code;
  const place = places.find(({ code }) => code === chosen) ?? county;
  return (
    <AccountsOf
      place={place}
      aside={
        <Select
          aria-label={t('accounts.place')}
          className="place-select"
          value={place.code}
          loading={towns.isLoading}
          showSearch={{ optionFilterProp: 'label' }}
          options={places.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(code) => setSearch(code === county.code ? {} : { town: code })}
        />
      }
    />
  );
}

function AccountsOf({ place, aside }: { place: AccountPlace; aside?: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <Page title={t('accounts.title', { name: place.name })} aside={aside}>
      <AccountsPanel key={place.code} place={place} />
    </Page>
  );
}
