import { App, Button, Drawer, Form } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/commands.ts';
import type { CommandName } from '../api/types.ts';
import { Rejection } from '../forms/rejection.tsx';
import type { PointerMap } from '../forms/server-errors.ts';
import { useServerErrors } from '../forms/use-server-errors.ts';
import { useFocusBack } from '../shell/use-focus-back.ts';

export interface CommandDrawerProps<Values extends object> {
  townCode: string;
  command: CommandName;
  initialValues: Partial<Values>;
  pointers: PointerMap;
  toBody: (values: Values) => object;
  /** Says what was recorded. */
  recorded: (values: Values) => string;
  onClose: () => void;
  children: ReactNode;
}

/** The form of one command: sends it, puts refusals where they belong, and says what was recorded. */
export function CommandDrawer<Values extends object>(props: CommandDrawerProps<Values>) {
  const { townCode, command, initialValues, pointers, toBody, recorded, onClose, children } = props;
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const send = useCommand(townCode, command);
  const problem = send.error;

  const submit = (values: Values) => {
    send.mutate(toBody(values), {
      onSuccess: ({ position }) => {
        void message.success(t('recorded.position', { text: recorded(values), position }), 5);
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
      title={t(`command.${command}`)}
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
            <Button type="primary" htmlType="submit" form={command} loading={send.isPending}>
              {t('form.submit')}
            </Button>
          </div>
        </>
      }
    >
      <Form<Values>
        form={form}
        name={command}
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
