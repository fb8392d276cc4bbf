import { Form, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { platforms, trainingHosts, type Stage, type VenueCard, type VillageCard } from '../api/types.ts';
import { formatCount } from '../format/numbers.ts';
import { holdTrainingBody, type HoldTrainingValues, wholeOrZero } from './command-bodies.ts';
import { villageOptions } from '../places/village-options.ts';
import { CommandDrawer } from './command-drawer.tsx';
import { ChoiceField } from './fields/choice-field.tsx';
import { PastDateField, today } from './fields/date-field.tsx';
import { HoursField } from './fields/hours-field.tsx';
import { NumberField } from './fields/number-field.tsx';
import { required } from './fields/rules.ts';
import { SelectField } from './fields/select-field.tsx';
import { TextField } from './fields/text-field.tsx';

interface HoldTrainingFormProps {
  townCode: string;
  villages: VillageCard[];
  venues: VenueCard[];
  villageId: string | undefined;
  onClose: () => void;
}

/** More in one training of a village is taken for a slip of the pen. */
const mostPeople = 2000;

const pointers = {
  '/occurredOn': 'occurredOn',
  '/villageId': 'villageId',
  '/venueId': 'venueId',
  '/platform': 'platform',
  '/topic': 'topic',
  '/host': 'host',
  '/startTime': 'startTime',
  '/hours': 'hours',
  '/members': 'members',
  '/public': 'public',
};

/** Records a training that was held. */
export function HoldTrainingForm({ townCode, villages, venues, villageId, onClose }: HoldTrainingFormProps) {
  const { t } = useTranslation();
  return (
    <CommandDrawer<HoldTrainingValues>
      townCode={townCode}
      command="hold-training"
      initialValues={{
        occurredOn: today(),
        startTime: dayjs().hour(9).minute(0),
        hours: 2,
        ...(villageId && { villageId }),
      }}
      pointers={pointers}
      toBody={holdTrainingBody}
      recorded={(values) =>
        t('recorded.hold-training', {
          name: values.topic.trim(),
          people: formatCount(wholeOrZero(values.members) + wholeOrZero(values.public)),
        })
      }
      onClose={onClose}
    >
      <SelectField name="villageId" label={t('form.village')} options={villageOptions(villages, t)} />
      <TrainingVenueField villages={villages} venues={venues} />
      <TextField name="topic" label={t('form.topic')} longest={100} />
      <SelectField
        name="platform"
        label={t('form.platform')}
        options={platforms.map((platform) => ({ value: platform, label: t(`platform.${platform}`) }))}
      />
      <ChoiceField
        name="host"
        label={t('form.host')}
        choices={trainingHosts}
        nameOf={(host) => t(`host.${host}`)}
      />
      <PastDateField label={t('form.heldOn')} />
      <div className="field-row">
        <StartTimeField />
        <HoursField />
      </div>
      <PeopleFields />
    </CommandDrawer>
  );
}

const usableStages: readonly Stage[] = ['completed', 'registered', 'in-use'];

/** Where it was held: only completed or old venues of the chosen village, or of what is a part of it, can be. */
function TrainingVenueField({ villages, venues }: { villages: VillageCard[]; venues: VenueCard[] }) {
  const { t } = useTranslation();
  const villageId = Form.useWatch<string | undefined>('villageId');
  const village = villages.find((one) => one.villageId === villageId);
  const places = [villageId, ...(village?.absorbed ?? []).map((part) => part.villageId)];
  const usable = venues.filter(
    (venue) => places.includes(venue.villageId) && usableStages.includes(venue.stage),
  );
  return (
    <SelectField
      name="venueId"
      label={t('form.trainingVenue')}
      optional
      placeholder={t('form.trainingVenueHint')}
      options={usable.map((venue) => ({ value: venue.venueId, label: venue.name }))}
    />
  );
}

function StartTimeField() {
  const { t } = useTranslation();
  const label = t('form.startTime');
  return (
    <Form.Item name="startTime" label={label} rules={[required(t, label, 'choice')]}>
      <TimePicker className="full-width" format="HH:mm" minuteStep={5} needConfirm={false} />
    </Form.Item>
  );
}

function PeopleFields() {
  const { t } = useTranslation();
  return (
    <div className="field-row">
      <NumberField name="members" label={t('form.members')} least={0} most={mostPeople} optional />
      <NumberField
        name="public"
        label={t('form.public')}
        least={0}
        most={mostPeople}
        optional
        dependencies={['members']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, typed: string | undefined) =>
              wholeOrZero(getFieldValue('members') as string | undefined) + wholeOrZero(typed) > 0
                ? Promise.resolve()
                : Promise.reject(new Error(t('form.peopleMissing'))),
          }),
        ]}
      />
    </div>
  );
}
