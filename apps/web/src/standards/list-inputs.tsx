import { DatePicker, Form, Input, Select } from 'antd';
import type { FormListFieldData } from 'antd/es/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { tiers } from '../api/types.ts';
import { AddLineButton, FormLines, RemoveLineButton } from '../forms/line-buttons.tsx';
import { required } from '../workspace/fields/rules.ts';
import { mostItems } from './standard-fields.ts';
import { type ItemLine, newKey } from './standard-form.ts';

interface LinesInputProps {
  name: keyof typeof mostItems;
  /** What a new line begins with. */
  fresh: () => object;
  className?: string;
  atLeastOne?: boolean;
  children: (line: FormListFieldData, label: (field: string) => string) => ReactNode;
}

/** Lines that are added and taken away. */
function LinesInput({ name, fresh, className = '', atLeastOne = false, children }: LinesInputProps) {
  const { t } = useTranslation();
  const part = t(`standard.part.${name}`);
  return (
    <Form.List
      name={name}
      rules={
        atLeastOne
          ? [
              {
                validator: (_, lines: unknown[]) =>
                  lines.length > 0 ? Promise.resolve() : Promise.reject(new Error(t('standard.atLeastOne'))),
              },
            ]
          : []
      }
    >
      {(lines, { add, remove }, { errors }) => (
        <FormLines>
          <ul className={`list-lines ${className}`}>
            {lines.map((line) => {
              const lineName = t('step.lineOf', { label: part, number: line.name + 1 });
              return (
                <li key={line.key}>
                  {children(line, (field) => t('standard.of', { whole: lineName, part: field }))}
                  <RemoveLineButton
                    type="text"
                    label={t('standard.of', {
                      whole: part,
                      part: t('step.removeLine', { number: line.name + 1 }),
                    })}
                    onRemove={() => remove(line.name)}
                  />
                </li>
              );
            })}
          </ul>
          <Form.ErrorList errors={errors} />
          {lines.length < mostItems[name] && (
            <AddLineButton
              type="dashed"
              aria-label={t('standard.of', { whole: part, part: t('step.addLine') })}
              onAdd={() => add(fresh())}
            >
              {t('step.addLine')}
            </AddLineButton>
          )}
        </FormLines>
      )}
    </Form.List>
  );
}

interface ItemsInputProps {
  name: 'rooms' | 'sixHaves';
  /** Every key that a standard of the county has used for such an item. */
  usedKeys: ReadonlySet<string>;
}

/** Things with a key that facts name and a name that people read. A key that facts may name by now stays. */
export function ItemsInput({ name, usedKeys }: ItemsInputProps) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const itemsNow = () => (form.getFieldValue(name) ?? []) as Partial<ItemLine>[];
  const keysNow = () => itemsNow().map(({ key }) => key ?? '');
  return (
    <LinesInput
      name={name}
      atLeastOne={name === 'sixHaves'}
      fresh={() => ({ key: newKey(new Set([...usedKeys, ...keysNow()])), name: '' })}
    >
      {(line, label) => {
        const fixed = itemsNow()[line.name]?.fixed === true;
        return (
          <>
            <Form.Item
              name={[line.name, 'key']}
              rules={[
                required(t, t('standard.key')),
                { pattern: /^[a-z][a-z0-9-]{0,39}$/, message: t('standard.keyRule') },
                {
                  validator: (_, key: string) =>
                    (!fixed && usedKeys.has(key)) || keysNow().filter((one) => one === key).length > 1
                      ? Promise.reject(new Error(t('standard.keyTaken')))
                      : Promise.resolve(),
                },
              ]}
            >
              <Input
                aria-label={label(t('standard.key'))}
                autoComplete="off"
                maxLength={40}
                readOnly={fixed}
                variant={fixed ? 'filled' : 'outlined'}
              />
            </Form.Item>
            <NameItem line={line} field="name" label={label(t('standard.name'))} longest={40} />
          </>
        );
      }}
    </LinesInput>
  );
}

/** Where money may come from, by tier. */
export function SourcesInput() {
  const { t } = useTranslation();
  return (
    <LinesInput name="sources" fresh={() => ({ tier: 'higher', name: '' })}>
      {(line, label) => (
        <>
          <Form.Item name={[line.name, 'tier']}>
            <Select
              aria-label={label(t('standard.tier'))}
              options={tiers.map((tier) => ({ value: tier, label: t(`tier.${tier}`) }))}
            />
          </Form.Item>
          <NameItem line={line} field="name" label={label(t('standard.name'))} longest={60} />
        </>
      )}
    </LinesInput>
  );
}

/** Money that may not be spent on venues, since when, and by which rule. */
export function ForbiddenSourcesInput() {
  const { t } = useTranslation();
  return (
    <LinesInput
      name="forbiddenSources"
      className="list-lines-three"
      fresh={() => ({ source: '', from: null, reason: '' })}
    >
      {(line, label) => (
        <>
          <NameItem
            line={line}
            field="source"
            label={label(t('standard.source'))}
            placeholder={t('standard.source')}
            longest={60}
          />
          <Form.Item name={[line.name, 'from']} rules={[required(t, t('standard.bannedFrom'), 'choice')]}>
            <DatePicker
              className="full-width"
              aria-label={label(t('standard.bannedFrom'))}
              placeholder={t('standard.bannedFrom')}
            />
          </Form.Item>
          <NameItem
            line={line}
            field="reason"
            label={label(t('standard.reason'))}
            placeholder={t('standard.reason')}
            longest={200}
          />
        </>
      )}
    </LinesInput>
  );
}

interface NameItemProps {
  line: FormListFieldData;
  field: string;
  label: string;
  longest: number;
  placeholder?: string;
}

function NameItem({ line, field, label, longest, placeholder }: NameItemProps) {
  const { t } = useTranslation();
  return (
    <Form.Item name={[line.name, field]} rules={[required(t, label)]}>
      <Input aria-label={label} autoComplete="off" maxLength={longest} placeholder={placeholder} />
    </Form.Item>
  );
}
