import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersons } from '../api/persons.ts';
import { officerPosts, type OfficerPost, type VillageCard } from '../api/types.ts';
import { PersonDrawer } from '../persons/person-drawer.tsx';
import { personText } from '../persons/person-names.ts';
import { holderOf } from '../persons/posts.ts';
import { changeOfficerBody, type ChangeOfficerValues } from './command-bodies.ts';
import { villageOptions } from '../places/village-options.ts';
import { CommandDrawer } from './command-drawer.tsx';
import { PastDateField, today } from './fields/date-field.tsx';
import { SelectField } from './fields/select-field.tsx';

interface ChangeOfficerFormProps {
  townCode: string;
  villages: VillageCard[];
  villageId: string | undefined;
  post: OfficerPost | undefined;
  onClose: () => void;
}

const pointers = {
  '/occurredOn': 'occurredOn',
  '/villageId': 'villageId',
  '/post': 'post',
  '/outPersonId': 'post',
  '/inPersonId': 'inPersonId',
};

/** Records that a post changed hands. Who leaves is whoever holds it; who takes it comes from the town's people. */
export function ChangeOfficerForm({ townCode, villages, villageId, post, onClose }: ChangeOfficerFormProps) {
  const { t } = useTranslation();
  const holder = ({ villageId, post }: Pick<ChangeOfficerValues, 'villageId' | 'post'>) => {
    const village = villages.find((one) => one.villageId === villageId);
    return village === undefined || post === undefined ? null : holderOf(village, post);
  };
  return (
    <CommandDrawer<ChangeOfficerValues>
      townCode={townCode}
      command="change-officer"
      initialValues={{ occurredOn: today(), ...(villageId && { villageId }), ...(post && { post }) }}
      pointers={pointers}
      toBody={(values) => changeOfficerBody(values, holder(values))}
      recorded={(values) => t('recorded.change-officer', { post: t(`post.${values.post}`) })}
      onClose={onClose}
    >
      <SelectField name="villageId" label={t('form.village')} options={villageOptions(villages, t)} />
      <SelectField
        name="post"
        label={t('form.post')}
        options={officerPosts.map((post) => ({ value: post, label: t(`post.${post}`) }))}
      />
      <PersonFields townCode={townCode} holder={holder} />
      <PastDateField label={t('form.changedOn')} />
    </CommandDrawer>
  );
}

/** Who leaves the post, to read, and who takes it, to choose. */
function PersonFields({
  townCode,
  holder,
}: {
  townCode: string;
  holder: (values: Pick<ChangeOfficerValues, 'villageId' | 'post'>) => string | null;
}) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<ChangeOfficerValues>();
  const villageId = Form.useWatch<string | undefined>('villageId');
  const post = Form.useWatch<OfficerPost | undefined>('post');
  const persons = usePersons(townCode, true);
  const [entering, setEntering] = useState(false);
  const out = villageId && post ? holder({ villageId, post }) : null;
  const people = persons.data ?? [];
  const outText = personText(
    people.find((person) => person.personId === out),
    t,
  );
  return (
    <>
      <Form.Item label={t('form.outPerson')}>{out === null ? t('officers.vacant') : outText}</Form.Item>
      <SelectField
        name="inPersonId"
        label={t('form.inPerson')}
        optional={out !== null}
        placeholder={out === null ? '' : t('form.inPersonHint')}
        extra={
          <Button type="link" size="small" onClick={() => setEntering(true)}>
            {t('form.newPerson')}
          </Button>
        }
        options={people
          .filter((person) => person.state === 'kept' && person.personId !== out)
          .map((person) => ({
            value: person.personId,
            label: [personText(person, t), person.phone].filter((part) => part !== null).join(' '),
          }))}
      />
      {entering && (
        <PersonDrawer
          townCode={townCode}
          onSaved={(personId) => form.setFieldValue('inPersonId', personId)}
          onClose={() => setEntering(false)}
        />
      )}
    </>
  );
}
