import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersons } from '../api/persons.ts';
import type { VillageCard } from '../api/types.ts';
import { AttachmentField } from '../attachments/attachment-field.tsx';
import { PersonDrawer } from '../persons/person-drawer.tsx';
import { personText } from '../persons/person-names.ts';
import { CommandDrawer } from '../workspace/command-drawer.tsx';
import { PastDateField, today } from '../workspace/fields/date-field.tsx';
import { NumberField } from '../workspace/fields/number-field.tsx';
import { required } from '../workspace/fields/rules.ts';
import { TextField } from '../workspace/fields/text-field.tsx';
import { VoteFields } from '../workspace/fields/vote-fields.tsx';
import { programmeBody, type ProgrammeValues } from './programme-bodies.ts';

const names = [
  ...(['occurredOn', 'firstYear', 'lastYear', 'villages', 'leadGroup'] as const),
  ...(['eligible', 'present', 'votesFor', 'documentNo', 'attachments'] as const),
];
const pointers = Object.fromEntries(names.map((name) => [`/${name}`, name]));

interface ProgrammeFormProps {
  townCode: string;
  villages: VillageCard[];
  onClose: () => void;
}

/** Records that the town's committee adopted a programme of several years. */
export function ProgrammeForm({ townCode, villages, onClose }: ProgrammeFormProps) {
  const { t } = useTranslation();
  const start = today();
  const year = start.year();
  return (
    <CommandDrawer<ProgrammeValues>
      townCode={townCode}
      command="adopt-programme"
      initialValues={{
        occurredOn: start,
        firstYear: String(year),
        lastYear: String(year + 2),
        villages: villages.map(({ villageId }) => villageId),
      }}
      pointers={pointers}
      toBody={programmeBody}
      recorded={() => t('step.recorded', { step: t('command.adopt-programme') })}
      onClose={onClose}
    >
      <div className="field-row">
        <NumberField name="firstYear" label={t('programme.field.firstYear')} least={1950} most={2099} />
        <NumberField name="lastYear" label={t('programme.field.lastYear')} least={1950} most={2099} />
      </div>
      <Form.Item
        name="villages"
        label={t('programme.field.villages')}
        rules={[required(t, t('programme.field.villages'), 'choice')]}
      >
        <Select
          mode="multiple"
          maxTagCount={6}
          showSearch={{ optionFilterProp: 'label' }}
          options={villages.map((village) => ({ value: village.villageId, label: village.name }))}
        />
      </Form.Item>
      <LeadGroupField townCode={townCode} />
      <VoteFields />
      <div className="field-row">
        <PastDateField label={t('programme.field.adoptedOn')} />
        <TextField name="documentNo" label={t('form.documentNo')} longest={100} />
      </div>
      <AttachmentField townCode={townCode} />
    </CommandDrawer>
  );
}

/** Who leads it, out of the town's people, the head first. */
function LeadGroupField({ townCode }: { townCode: string }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<ProgrammeValues>();
  const persons = usePersons(townCode, true).data ?? [];
  const [entering, setEntering] = useState(false);
  const label = t('programme.field.leadGroup');
  const add = (personId: string) => {
    const chosen = (form.getFieldValue('leadGroup') as string[] | undefined) ?? [];
    form.setFieldValue('leadGroup', [...chosen, personId]);
  };
  return (
    <>
      <Form.Item
        name="leadGroup"
        label={label}
        rules={[required(t, label, 'choice')]}
        extra={
          <>
            {t('programme.field.leadGroupHint')}
            <Button type="link" size="small" onClick={() => setEntering(true)}>
              {t('form.newPerson')}
            </Button>
          </>
        }
      >
        <Select
          mode="multiple"
          maxCount={30}
          showSearch={{ optionFilterProp: 'label' }}
          options={persons
            .filter(({ state }) => state === 'kept')
            .map((person) => ({ value: person.personId, label: personText(person, t) }))}
        />
      </Form.Item>
      {entering && <PersonDrawer townCode={townCode} onSaved={add} onClose={() => setEntering(false)} />}
    </>
  );
}
