import { Checkbox, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { AddLineButton, FormLines, RemoveLineButton } from '../forms/line-buttons.tsx';
import { required } from '../workspace/fields/rules.ts';

interface LineListProps {
  name: string;
  label: string;
  longest: number;
  most: number;
}

/** Any number of short lines; none is fine. */
export function LineListInput({ name, label, longest, most }: LineListProps) {
  const { t } = useTranslation();
  return (
    <Form.Item label={label}>
      <Form.List name={name}>
        {(lines, { add, remove }) => (
          <FormLines>
            {lines.map(({ key, name: index }) => (
              <div key={key} className="list-line">
                <Form.Item name={index} noStyle>
                  <Input maxLength={longest} aria-label={t('step.lineOf', { label, number: index + 1 })} />
                </Form.Item>
                <RemoveButton onClick={() => remove(index)} number={index + 1} />
              </div>
            ))}
            {lines.length < most && <AddButton onClick={() => add('')} />}
          </FormLines>
        )}
      </Form.List>
    </Form.Item>
  );
}

/** What an inspection found wrong, and whether it must be gone before completion. */
export function DefectsInput({ label }: { label: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item label={label}>
      <Form.List name="defects">
        {(defects, { add, remove }) => (
          <FormLines>
            {defects.map(({ key, name }) => (
              <div key={key} className="list-line">
                <Form.Item name={[name, 'description']} rules={[required(t, label)]} className="list-text">
                  <Input maxLength={200} aria-label={t('step.lineOf', { label, number: name + 1 })} />
                </Form.Item>
                <Form.Item name={[name, 'blocking']} valuePropName="checked" noStyle>
                  <Checkbox>{t('step.option.blocking')}</Checkbox>
                </Form.Item>
                <RemoveButton onClick={() => remove(name)} number={name + 1} />
              </div>
            ))}
            {defects.length < 50 && <AddButton onClick={() => add({ blocking: true })} />}
          </FormLines>
        )}
      </Form.List>
    </Form.Item>
  );
}

function AddButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <AddLineButton type="dashed" onAdd={onClick}>
      {t('step.addLine')}
    </AddLineButton>
  );
}

function RemoveButton({ onClick, number }: { onClick: () => void; number: number }) {
  const { t } = useTranslation();
  return <RemoveLineButton type="text" label={t('step.removeLine', { number })} onRemove={onClick} />;
}
