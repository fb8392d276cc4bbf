import { Form } from 'antd';
import type { Rule } from 'antd/es/form';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { AttachmentInput } from './attachment-input.tsx';

interface AttachmentFieldProps {
  /** Whose files they become. */
  townCode: string;
  /** Whose clerk may have them too. */
  villageId?: string | undefined;
  name?: string;
  label?: string;
  optional?: boolean;
  most?: number;
}

/**
 * Files of a form: chosen or dropped, uploaded at once, named in the form by their content (`Attachment[]`). The form is not
 * sent while one of them is on its way.
 */
export function AttachmentField(props: AttachmentFieldProps) {
  const { t } = useTranslation();
  const {
    townCode,
    villageId,
    name = 'attachments',
    label = t('attachment.label'),
    optional = true,
    most = 20,
  } = props;
  const form = Form.useFormInstance();
  const underWay = useRef(0);
  const onUnderWay = (files: number) => {
    underWay.current = files;
    // What was said against sending the form is over with the last of them.
    if (files === 0 && form.getFieldError(name).length > 0) void form.validateFields([name]);
  };
  const rules: Rule[] = [
    ...(optional ? [] : [{ required: true, message: t('form.requiredChoice', { label }) }]),
    {
      validator: () =>
        underWay.current === 0 ? Promise.resolve() : Promise.reject(new Error(t('attachment.wait'))),
    },
  ];
  return (
    <Form.Item name={name} label={label} rules={rules} validateTrigger="onSubmit">
      <AttachmentInput townCode={townCode} villageId={villageId} most={most} onUnderWay={onUnderWay} />
    </Form.Item>
  );
}
