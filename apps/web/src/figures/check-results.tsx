import { CheckCircleOutlined, CloseCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckItem, Finding, FiguresCheck, ShownFigure, Verdict } from '../api/report-types.ts';
import { useSentence } from '../i18n/use-sentence.ts';
import { OriginButton } from '../origins/origin-button.tsx';
import { originAt, reportQuantity } from '../origins/report-origin.ts';
import { ListBar } from '../tables/list-bar.tsx';
import type { SheetColumn } from '../tables/sheet.ts';

interface CheckResultsProps {
  result: FiguresCheck;
  figures: readonly ShownFigure[];
  /** What was sent, in the order of what was found. */
  items: readonly CheckItem[];
  /** Whether the form says something else by now. */
  stale: boolean;
}

/** What was found of each statement, in words. */
export function CheckResults({ result, figures, items, stale }: CheckResultsProps) {
  const { t } = useTranslation();
  const { summary, items: findings } = result;
  return (
    <section className="check-results" aria-labelledby="check-results">
      <h3 id="check-results">{t('check.results')}</h3>
      <p role="status" data-testid="check-summary">
        {t('check.summary', { ...summary })}
      </p>
      {stale && <p className="warning">{t('check.stale')}</p>}
      <ListBar
        count={findings.length}
        rows={() => findings}
        sheet={{ list: t('check.results'), columns: useSheetColumns() }}
      />
      <ol className="cards">
        {findings.map((finding, index) => (
          <li key={index} className="card" data-testid={`finding-${String(index + 1)}`}>
            <FindingCard finding={finding} number={index + 1}>
              <FigureEvents finding={finding} item={items[index]} figures={figures} />
            </FindingCard>
          </li>
        ))}
      </ol>
    </section>
  );
}

const signs: Record<Verdict, ReactNode> = {
  agrees: <CheckCircleOutlined aria-hidden />,
  differs: <WarningOutlined aria-hidden />,
  'does-not-add-up': <CloseCircleOutlined aria-hidden />,
};

interface FindingCardProps {
  finding: Finding;
  number: number;
  children: ReactNode;
}

function FindingCard({ finding: { verdict, sentence, note }, number, children }: FindingCardProps) {
  const { t } = useTranslation();
  const say = useSentence();
  return (
    <>
      <div className="card-head">
        <span className="card-title">{t('check.item', { n: number })}</span>
        <Tag className={`verdict-${verdict}`} icon={signs[verdict]}>
          {t(`check.verdict.${verdict}`)}
        </Tag>
      </div>
      <p>{say(sentence)}</p>
      {note !== null && <p className="secondary">{say(note)}</p>}
      {children}
    </>
  );
}

interface FigureEventsProps {
  finding: Finding;
  item: CheckItem | undefined;
  figures: readonly ShownFigure[];
}

/** The way from a figure that was checked to its events. */
function FigureEvents({ finding: { events }, item, figures }: FigureEventsProps) {
  const { t } = useTranslation();
  const say = useSentence();
  if (events === undefined || item?.kind !== 'figure') return null;
  const figure = figures.find(({ name }) => name === item.figure);
  const name = figure?.of?.numerator.name ?? item.figure;
  const counted = figures.find((one) => one.name === name)?.exactUnit;
  const label = figure === undefined ? item.figure : say(figure.title);
  return (
    <OriginButton origin={originAt(label, events, reportQuantity(name, counted))} value={t('check.events')} />
  );
}

function useSheetColumns(): SheetColumn<Finding>[] {
  const { t } = useTranslation();
  const say = useSentence();
  return [
    { title: t('check.kind'), kind: 'text', value: ({ kind }) => t(`check.kindOf.${kind}`) },
    { title: t('check.results'), kind: 'text', value: ({ verdict }) => t(`check.verdict.${verdict}`) },
    { title: t('check.statedShort'), kind: 'text', value: ({ stated }) => stated },
    { title: t('check.computedShort'), kind: 'text', value: ({ computed }) => computed },
    { title: t('check.difference'), kind: 'text', value: ({ difference }) => difference },
    { title: t('check.sheetSentence'), kind: 'text', value: ({ sentence }) => say(sentence) },
  ];
}
