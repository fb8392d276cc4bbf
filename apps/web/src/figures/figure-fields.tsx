import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReportFigures } from '../api/report-types.ts';
import { useSentence } from '../i18n/use-sentence.ts';
import { CheckField, NumberText, UnitSelect } from './check-inputs.tsx';
import { unitsLike } from './check-items.ts';
import { type FigureGroup, figureGroups, groupOf, partText } from './figure-words.ts';

interface FigureFieldsProps {
  index: number;
  report: ReportFigures;
}

/** Which figure, which part of it, and what a report says of it. */
export function FigureFields({ index, report: { figures, sixHaves } }: FigureFieldsProps) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const form = Form.useFormInstance();
  const name = Form.useWatch<string | undefined>(['items', index, 'figure']);
  const figure = figures.find((one) => one.name === name);
  return (
    <>
      <CheckField
        index={index}
        field="figure"
        label={t('check.figure')}
        rules={[{ required: true, message: t('check.required') }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          onChange={() => {
            form.setFieldValue(['items', index, 'part'], undefined);
            form.setFieldValue(['items', index, 'unit'], undefined);
          }}
          options={(Object.keys(figureGroups) as FigureGroup[]).map((group) => ({
            label: t(`figures.group.${group}`),
            options: figures
              .filter((one) => groupOf(one) === group)
              .map((one) => ({ value: one.name, label: sentence(one.title) })),
          }))}
        />
      </CheckField>
      {figure?.parts !== undefined && figure.parts.length > 0 && (
        <CheckField index={index} field="part" label={t('check.part')}>
          <Select
            placeholder={t('check.wholeFigure')}
            allowClear
            popupMatchSelectWidth={false}
            options={figure.parts.map(({ part }) => ({
              value: JSON.stringify(part),
              label: partText(part, sixHaves, t),
            }))}
          />
        </CheckField>
      )}
      <NumberText index={index} field="value" label={t('check.value')} />
      {figure !== undefined && unitsLike(figure.unit).length > 1 && (
        <UnitSelect index={index} field="unit" label={t('check.unit')} units={unitsLike(figure.unit)} />
      )}
    </>
  );
}
