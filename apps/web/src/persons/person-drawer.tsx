import { App, Button, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { randomUuid } from '../api/idempotency.ts';
import { type Person, useCorrectPerson, useEnterPerson } from '../api/persons.ts';
import { Rejection } from '../forms/rejection.tsx';
import { useServerErrors } from '../forms/use-server-errors.ts';
import { useFocusBack } from '../shell/use-focus-back.ts';
import { TextField } from '../workspace/fields/text-field.tsx';

interface PersonDrawerProps {
  townCode: string;
  /** The person to put right; absent for a new one. */
  person?: Person;
  /** Told of the person's id when it is done. */
  onSaved?: (personId: string) => void;
  onClose: () => void;
}

interface Values {
  name: string;
  phone?: string;
}

const pointers = { '/name': 'name', '/phone': 'phone' };

/** The form of a person: a name and a phone number. A number that is known is not shown; what is typed takes its place. */
export function PersonDrawer({ townCode, person, onSaved, onClose }: PersonDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const { save, problem, isPending } = useSave({ townCode, person, onSaved, onClose });
  useServerErrors(form, problem, pointers);
  useFocusBack();
  return (
    <Drawer
      open
      size="min(480px, 100vw)"
      title={person === undefined ? t('person.enter') : t('person.correctOf', { name: person.name ?? '' })}
      autoFocus={false}
      mask={{ closable: false }}
      onClose={() => isPending || onClose()}
      footer={
        <>
          {problem !== null && <Rejection problem={problem} pointers={pointers} />}
          <div className="drawer-footer">
            <Button onClick={onClose} disabled={isPending}>
              {t('common.cancel')}
            </Button>
            <Button type="primary" htmlType="submit" form="person" loading={isPending}>
              {t('person.save')}
            </Button>
          </div>
        </>
      }
    >
      <Form<Values>
        form={form}
        name="person"
        layout="vertical"
        initialValues={{ name: person?.name ?? '' }}
        onFinish={save}
        scrollToFirstError={{ block: 'center', focus: true }}
        disabled={isPending}
      >
        <TextField name="name" label={t('person.name')} longest={60} />
        <Form.Item
          name="phone"
          label={t('person.phone')}
          extra={t(person?.phone ? 'person.phoneStays' : 'person.phoneHint', { phone: person?.phone })}
          normalize={(typed: string) => typed.replace(/[\s-]/g, '')}
        >
          <Input autoComplete="off" inputMode="tel" maxLength={20} className="numeric-input" />
        </Form.Item>
      </Form>
    </Drawer>
  );
}

function useSave({ townCode, person, onSaved, onClose }: PersonDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const enter = useEnterPerson(townCode);
  const correct = useCorrectPerson(townCode);
  // One for the form's whole life: a second try after a lost answer enters the same person.
  const [personId] = useState(() => person?.personId ?? randomUuid());
  const save = (values: Values) => {
    const body = { personId, name: values.name.trim(), ...(values.phone && { phone: values.phone }) };
    const onSuccess = () => {
      void message.success(t('person.saved', { name: body.name }));
      onSaved?.(personId);
      onClose();
    };
    if (person === undefined) enter.mutate(body, { onSuccess });
    else correct.mutate(body, { onSuccess });
  };
  return {
    save,
    problem: enter.error ?? correct.error,
    isPending: enter.isPending || correct.isPending,
  };
}
