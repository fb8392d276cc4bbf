import { App, Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Tenant, useTownStep } from '../api/tenants.ts';
import { useProblemText } from '../states/problem-text.ts';

/** Suspends a town, or lets it go on; a closed one stays closed, and counties are not suspended here. */
export function TownStepButton({ tenant: town }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const textOf = useProblemText();
  const take = useTownStep(town);
  if (town.level !== 'town' || town.status === 'closed') return null;
  const step = town.status === 'active' ? 'suspend' : 'resume';
  return (
    <Popconfirm
      title={t(`tenants.${step}Sure`, { name: town.name })}
      description={step === 'suspend' ? t('tenants.suspendMeans') : undefined}
      okText={t(`tenants.${step}`)}
      cancelText={t('common.cancel')}
      onConfirm={() =>
        take.mutate(step, {
          onSuccess: () =>
            void message.success(
              t(step === 'suspend' ? 'tenants.suspended' : 'tenants.resumed', { name: town.name }),
            ),
          onError: (problem) => void message.error(textOf(problem).detail ?? textOf(problem).title),
        })
      }
    >
      <Button
        size="small"
        type="link"
        className="step-button"
        danger={step === 'suspend'}
        loading={take.isPending}
        aria-label={`${t(`tenants.${step}`)} ${town.name}`}
      >
        {t(`tenants.${step}`)}
      </Button>
    </Popconfirm>
  );
}
