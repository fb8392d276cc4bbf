import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** The six digits that an authenticator app shows now. */
export function CodeField({ autoFocus = false }: { autoFocus?: boolean }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="code"
      label={t('secondFactor.code')}
      normalize={(typed: string) => typed.replace(/\s/g, '')}
      rules={[{ required: true, pattern: /^\d{6}$/, message: t('secondFactor.codeMissing') }]}
      validateTrigger="onSubmit"
    >
      <Input
        autoFocus={autoFocus}
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={9}
        size="large"
        className="numeric-input"
      />
    </Form.Item>
  );
}
