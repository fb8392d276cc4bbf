import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Chain } from '../api/audit.ts';
import { useTowns } from '../api/accounts.ts';
import type { Division } from '../api/types.ts';
import { Page } from '../shell/page.tsx';
import { useCounty } from '../shell/signed-in.ts';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { ExportButton } from '../tables/export-button.tsx';
import { ChainStateText, useChainWords } from './chain-state-text.tsx';
import { useVerification } from './use-verification.ts';

type NamedChain = Chain & Division;

/** Whether the records of the county and of each of its towns still are as they were recorded. */
export function VerificationPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const towns = useTowns(county.code);
  return (
    <Page title={t('verification.title')}>
      <p className="paragraph">{t('verification.what')}</p>
      <QueryContent query={towns} skeleton={<TableSkeleton />}>
        {(data) => (
          <Chains
            chains={[
              { ...county, level: 'county' },
              ...data.map((town): NamedChain => ({ ...town, level: 'town' })),
            ]}
          />
        )}
      </QueryContent>
    </Page>
  );
}

function Chains({ chains }: { chains: NamedChain[] }) {
  const { t } = useTranslation();
  const { stateOf, busy, verify } = useVerification();
  const wordsOf = useChainWords();
  return (
    <section className="tile" aria-labelledby="chains-heading">
      <div className="tile-head">
        <h2 id="chains-heading">{t('verification.chains', { count: chains.length })}</h2>
        <ExportButton
          sheet={{
            list: t('verification.title'),
            columns: [
              { title: t('sheet.code'), kind: 'text', value: ({ code }) => code },
              { title: t('audit.place'), kind: 'text', value: ({ name }) => name },
              { title: t('audit.outcome'), kind: 'text', value: ({ code }) => wordsOf(stateOf(code)) },
            ],
          }}
          rows={() => chains}
        />
        <Button type="primary" loading={busy} onClick={() => void verify(chains)}>
          {t('verification.all')}
        </Button>
      </div>
      <ul className="rows">
        {chains.map((chain) => (
          <li key={chain.code} className="row" data-testid={`chain-${chain.code}`}>
            <div>
              <div className="row-title">{chain.name}</div>
              <ChainStateText state={stateOf(chain.code)} />
            </div>
            <Button
              disabled={busy}
              aria-label={t('verification.oneOf', { name: chain.name })}
              onClick={() => void verify([chain])}
            >
              {t('verification.one')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
