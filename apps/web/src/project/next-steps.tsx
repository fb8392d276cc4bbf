import { CheckOutlined, LockOutlined } from '@ant-design/icons';
import { Button, Collapse } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNextSteps } from '../api/projects.ts';
import type { NextStep } from '../api/project-types.ts';
import { useAsOf } from '../as-of/use-as-of.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useMay } from '../shell/signed-in.ts';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { useStepSubject } from '../steps/step-context.ts';
import { isExisting } from './checklists.ts';
import { type StepCommand, type StepGroup, stepGroups } from '../steps/step-forms.ts';

export type OfferedStep = StepCommand | 'allocate-funds' | 'plan-venue';

interface NextStepsProps {
  onOpen: (command: OfferedStep) => void;
}

/** What may be recorded about the project now, and why the rest may not. */
export function NextSteps({ onOpen }: NextStepsProps) {
  const { t } = useTranslation();
  const { townCode, venueId } = useStepSubject();
  const past = useAsOf() !== undefined;
  const next = useNextSteps(townCode, venueId, !past);
  return (
    <section className="tile" aria-labelledby="next-heading">
      <div className="tile-head">
        <h2 id="next-heading">{t('project.next')}</h2>
      </div>
      {past ? (
        <p className="secondary">{t('step.pastHint')}</p>
      ) : (
        <QueryContent query={next} skeleton={<TableSkeleton />}>
          {({ data }) => <Steps steps={data.commands} onOpen={onOpen} />}
        </QueryContent>
      )}
    </section>
  );
}

function Steps({ steps, onOpen }: NextStepsProps & { steps: NextStep[] }) {
  const { t } = useTranslation();
  const may = useMay();
  const subject = useStepSubject();
  const about: readonly StepGroup[] = isExisting(subject)
    ? ['venue']
    : (Object.keys(stepGroups) as StepGroup[]);
  const groups = about.map((group) => ({
    group,
    steps: (stepGroups[group] as readonly OfferedStep[])
      .filter((command) => may(`command:${command}`))
      .flatMap((command) => {
        const step = steps.find((one) => one.command === command);
        return step ? [{ ...step, command }] : [];
      }),
  }));
  const allowed = groups.map(({ group, steps }) => ({ group, steps: steps.filter((step) => step.allowed) }));
  const blocked = groups.flatMap(({ steps }) => steps.filter((step) => !step.allowed));
  return (
    <>
      {allowed.every(({ steps }) => steps.length === 0) && (
        <p className="secondary">{t('step.nothingAllowed')}</p>
      )}
      <ul className="next-groups">
        {allowed
          .filter(({ steps }) => steps.length > 0)
          .map(({ group, steps }) => (
            <li key={group}>
              <span className="next-group">{t(`step.group.${group}`)}</span>
              {steps.map(({ command }) => (
                <Button
                  key={command}
                  icon={<CheckOutlined aria-hidden />}
                  danger={command === 'cancel-project' || command === 'retire-venue'}
                  onClick={() => onOpen(command)}
                >
                  {t(`command.${command}`)}
                </Button>
              ))}
            </li>
          ))}
      </ul>
      {blocked.length > 0 && (
        <Collapse
          ghost
          items={[
            {
              key: 'blocked',
              label: t('step.blockedCount', { count: blocked.length }),
              children: <BlockedSteps steps={blocked} />,
            },
          ]}
        />
      )}
    </>
  );
}

function BlockedSteps({ steps }: { steps: (NextStep & { command: OfferedStep })[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ul className="blocked-steps">
      {steps.map(({ command, blockers }) => (
        <li key={command}>
          <span className="blocked-name">
            <LockOutlined aria-hidden /> {t(`command.${command}`)}
          </span>
          <ul>
            {blockers.map(({ code, title, titleEn }) => (
              <li key={`${code} ${title}`}>{language === 'en' ? titleEn : title}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
