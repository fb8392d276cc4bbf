import { useTranslation } from 'react-i18next';
import { committeeBodies } from '../api/programme-types.ts';
import { AttachmentField } from '../attachments/attachment-field.tsx';
import { CommandDrawer } from '../workspace/command-drawer.tsx';
import { ChoiceField } from '../workspace/fields/choice-field.tsx';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { TextField } from '../workspace/fields/text-field.tsx';
import { VoteFields } from '../workspace/fields/vote-fields.tsx';
import { committeeDecisionBody, type CommitteeDecisionValues } from './programme-bodies.ts';

const names = [
  ...(['occurredOn', 'body', 'subject', 'eligible', 'present', 'votesFor'] as const),
  ...(['documentNo', 'attachments'] as const),
];
const pointers = Object.fromEntries(names.map((name) => [`/${name}`, name]));

/** Records a decision of one of the town's committees, carried or not. */
export function CommitteeDecisionForm({ townCode, onClose }: { townCode: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <CommandDrawer<CommitteeDecisionValues>
      townCode={townCode}
      command="record-committee-decision"
      initialValues={{ occurredOn: today() }}
      pointers={pointers}
      toBody={committeeDecisionBody}
      recorded={() => t('step.recorded', { step: t('command.record-committee-decision') })}
      onClose={onClose}
    >
      <ChoiceField
        name="body"
        label={t('programme.column.body')}
        choices={committeeBodies}
        nameOf={(body) => t(`programme.body.${body}`)}
      />
      <TextField name="subject" label={t('programme.column.subject')} longest={200} />
      <VoteFields />
      <p className="secondary form-note">{t('programme.voteHint')}</p>
      <div className="field-row">
        <PastDateField label={t('programme.field.decidedOn')} />
        <TextField name="documentNo" label={t('form.documentNo')} longest={100} />
      </div>
      <AttachmentField townCode={townCode} />
    </CommandDrawer>
  );
}
