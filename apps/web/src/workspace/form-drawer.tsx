import type { UseMutationResult } from '@tanstack/react-query';
import { App, Button, Drawer, Form } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem.ts';
import type { CommandReceipt } from '../api/types.ts';
import { Rejection } from '../forms/rejection.tsx';
import type { PointerMap } from '../forms/server-errors.ts';
import { useServerErrors } from '../forms/use-server-errors.ts';
import { useFocusBack } from '../shell/use-focus-back.ts';

export interface FormDrawerProps<Values extends object> {
  title: string;
  /** Name of the form, which the ids of its fields begin with. */
  name: string;
  send: UseMutationResult<CommandReceipt, Problem, object>;
  initialValues: Partial<Values>;
  pointers: PointerMap;
  toBody: (values: Values) => object;
  /** Says what was recorded. */
  recorded: (values: Values) => string;
  /** Follows what was recorded, before the form is closed. */
  onRecorded?: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A form over a page: sends what it says, puts refusals where they belong, and says what was recorded. */
export function FormDrawer<Values extends object>(props: FormDrawerProps<Values>) {
  const { title, name, send, initialValues, pointers, toBody, recorded, onRecorded, onClose, children } =
    props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const problem = send.error;

  const submit = (values: Values) => {
    send.mutate(toBody(values), {
      onSuccess: ({ position }) => {
        void message.success(t('recorded.position', { text: recorded(values), position }), 5);
        onRecorded?.();
        onClose();
      },
    });
  };

  useServerErrors(form, problem, pointers);
  useFocusBack();

  return (
    <Drawer
      open
      size="min(560px, 100vw)"
      title={title}
      // The lock puts the focus into the dialog, which is then read out; antd would put it beside.
      autoFocus={false}
      mask={{ closable: false }}
      onClose={() => send.isPending || onClose()}
      footer={
        <>
          {problem !== null && <Rejection problem={problem} pointers={pointers} />}
          <div className="drawer-footer">
            <Button onClick={onClose} disabled={send.isPending}>
              {t('common.cancel')}
            </Button>
            <Button type="primary" htmlType="submit" form={name} loading={send.isPending}>
              {t('form.submit')}
            </Button>
          </div>
        </>
      }
    >
      <Form<Values>
        form={form}
        name={name}
        layout="vertical"
        initialValues={initialValues}
        onFinish={submit}
        scrollToFirstError={{ block: 'center', focus: true }}
        disabled={send.isPending}
      >
        {children}
      </Form>
    </Drawer>
  );
}
