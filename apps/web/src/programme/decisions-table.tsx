import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CommitteeDecision } from '../api/programme-types.ts';
import { ListTable } from '../tables/list-table.tsx';
import type { Sheet } from '../tables/sheet.ts';
import { byText } from '../tables/sorting.ts';

interface DecisionsTableProps {
  decisions: CommitteeDecision[];
  basis: Sheet<CommitteeDecision>['basis'] & object;
}

/** What the town's committees decided, how they voted, and whether that carried it. */
export function DecisionsTable({ decisions, basis }: DecisionsTableProps) {
  const { t } = useTranslation();
  const outcome = ({ carried }: CommitteeDecision) =>
    t(carried ? 'programme.carried' : 'programme.notCarried');
  return (
    <section className="tile tile-table" aria-labelledby="decisions-heading">
      <div className="tile-head">
        <h2 id="decisions-heading">{t('programme.decisions')}</h2>
      </div>
      {decisions.length === 0 ? (
        <p className="secondary">{t('programme.noDecisions')}</p>
      ) : (
        <ListTable
          sheet={{
            list: t('programme.decisions'),
            basis,
            columns: [
              { title: t('programme.field.decidedOn'), kind: 'date', value: ({ decidedOn }) => decidedOn },
              {
                title: t('programme.column.body'),
                kind: 'text',
                value: ({ body }) => t(`programme.body.${body}`),
              },
              { title: t('programme.column.subject'), kind: 'text', value: ({ subject }) => subject },
              { title: t('step.field.eligible'), kind: 'count', value: ({ eligible }) => eligible },
              { title: t('step.field.present'), kind: 'count', value: ({ present }) => present },
              { title: t('step.field.votesFor'), kind: 'count', value: ({ votesFor }) => votesFor },
              { title: t('programme.column.outcome'), kind: 'text', value: outcome },
              { title: t('form.documentNo'), kind: 'text', value: ({ documentNo }) => documentNo },
            ],
          }}
          rows={decisions}
          rowKey={({ decidedOn, documentNo, subject }) => `${decidedOn} ${documentNo} ${subject}`}
          columns={[
            {
              key: 'decidedOn',
              title: t('programme.field.decidedOn'),
              width: 120,
              sorter: byText(({ decidedOn }) => decidedOn),
              render: (_, { decidedOn }) => decidedOn,
            },
            {
              key: 'body',
              title: t('programme.column.body'),
              width: 130,
              render: (_, { body }) => t(`programme.body.${body}`),
            },
            { key: 'subject', title: t('programme.column.subject'), render: (_, { subject }) => subject },
            {
              key: 'vote',
              title: t('programme.vote'),
              width: 210,
              render: (_, { eligible, present, votesFor }) =>
                t('programme.voteOf', { eligible, present, votesFor }),
            },
            {
              key: 'outcome',
              title: t('programme.column.outcome'),
              width: 110,
              render: (_, decision) => <Outcome carried={decision.carried} words={outcome(decision)} />,
            },
            {
              key: 'documentNo',
              title: t('form.documentNo'),
              width: 180,
              render: (_, { documentNo }) => documentNo,
            },
          ]}
          pageSize={10}
          width={960}
          card={(decision) => (
            <>
              <div className="card-head">
                <span className="card-title">{decision.subject}</span>
                <Outcome carried={decision.carried} words={outcome(decision)} />
              </div>
              <p>{t('programme.voteOf', { ...decision })}</p>
              <ul className="dotted secondary">
                <li>{decision.decidedOn}</li>
                <li>{t(`programme.body.${decision.body}`)}</li>
                <li>{decision.documentNo}</li>
              </ul>
            </>
          )}
        />
      )}
    </section>
  );
}

function Outcome({ carried, words }: { carried: boolean; words: string }) {
  return (
    <Tag
      className={`stage ${carried ? 'light-green' : 'stage-cancelled'}`}
      icon={carried ? <CheckCircleOutlined aria-hidden /> : <CloseCircleOutlined aria-hidden />}
    >
      {words}
    </Tag>
  );
}
