import { Alert, App, Button, Drawer, Form } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/commands.ts';
import type { Problem } from '../api/problem.ts';
import type { CommandName, FieldError } from '../api/types.ts';
import type { Language } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useProblemText } from '../states/problem-text.ts';
import { placeErrors, type PointerMap } from './server-errors.ts';

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
  const language = useLanguage();
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

  // After the render, when the problem has taken its room and the field scrolls into what is left.
  useEffect(() => {
    if (problem === null) return;
    const { fields } = placeErrors(inLanguage(problem, language), pointers);
    form.setFields(fields as Parameters<typeof form.setFields>[0]);
    const first = fields[0];
    if (first !== undefined) form.scrollToField(first.name, { block: 'center', focus: true });
  }, [problem, language, pointers, form]);

  return (
    <Drawer
      open
      size="min(560px, 100vw)"
      title={t(`command.${command}`)}
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

/** A rule's refusal has its sentence in both languages; a field error has the one that was asked for. */
function inLanguage(problem: Problem, language: Language): FieldError[] {
  const sentence = problem.detail(language);
  return problem.errors.map((error) =>
    error.code === problem.code && sentence !== undefined ? { ...error, message: sentence } : error,
  );
}

/** Why nothing was recorded, and what of it no field of the form says. */
function Rejection({ problem, pointers }: { problem: Problem; pointers: PointerMap }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { title, detail } = useProblemText()(problem);
  const { others } = placeErrors(inLanguage(problem, language), pointers);
  return (
    <Alert
      className="form-alert"
      type="error"
      showIcon
      role="alert"
      title={t('form.rejected')}
      description={
        <>
          <div>{detail ?? title}</div>
          {others
            .filter((other) => other !== detail)
            .map((other) => (
              <div key={other}>{other}</div>
            ))}
          {problem.id !== undefined && (
            <div className="problem-id">
              {t('state.problemId')} <code>{problem.id}</code>
            </div>
          )}
        </>
      }
    />
  );
}
