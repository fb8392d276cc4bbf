import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CheckKind, ReportFigures } from '../api/report-types.ts';
import { RemoveLineButton } from '../forms/line-buttons.tsx';
import { CheckField, ListOfNumbers, NumberText, UnitSelect } from './check-inputs.tsx';
import { checkKinds, freeUnits } from './check-items.ts';
import { FigureFields } from './figure-fields.tsx';
import { NamesField } from './names-field.tsx';

interface CheckDraftFieldsProps {
  index: number;
  report: ReportFigures;
  onRemove?: () => void;
}

/** One statement: what kind it is, and what that needs. */
export function CheckDraftFields({ index, report, onRemove }: CheckDraftFieldsProps) {
  const { t } = useTranslation();
  const kind = Form.useWatch<CheckKind | undefined>(['items', index, 'kind']) ?? 'figure';
  return (
    <fieldset className="fieldset">
      <legend>{t('check.item', { n: index + 1 })}</legend>
      <div className="check-fields">
        <CheckField index={index} field="kind" label={t('check.kind')}>
          <Select
            options={checkKinds.map((value) => ({ value, label: t(`check.kindOf.${value}`) }))}
            popupMatchSelectWidth={false}
          />
        </CheckField>
        <KindFields kind={kind} index={index} report={report} />
        {onRemove !== undefined && (
          <RemoveLineButton
            className="check-remove"
            label={t('check.remove', { n: index + 1 })}
            onRemove={onRemove}
          />
        )}
      </div>
    </fieldset>
  );
}

interface KindFieldsProps extends Pick<CheckDraftFieldsProps, 'index' | 'report'> {
  kind: CheckKind;
}

function KindFields({ kind, index, report }: KindFieldsProps) {
  const { t } = useTranslation();
  switch (kind) {
    case 'figure':
      return <FigureFields index={index} report={report} />;
    case 'total':
      return (
        <>
          <ListOfNumbers index={index} field="parts" label={t('check.parts')} hint={t('check.partsHint')} />
          <NumberText index={index} field="total" label={t('check.total')} />
          <UnitSelect index={index} field="unit" label={t('check.unit')} units={freeUnits} />
        </>
      );
    case 'product':
      return (
        <>
          <ListOfNumbers
            index={index}
            field="factors"
            label={t('check.factors')}
            hint={t('check.factorsHint')}
          />
          <UnitSelect index={index} field="productUnit" label={t('check.productUnit')} units={freeUnits} />
          <NumberText index={index} field="stated" label={t('check.stated')} />
          <UnitSelect index={index} field="unit" label={t('check.unit')} units={freeUnits} />
        </>
      );
    case 'rate':
      return (
        <>
          <NumberText index={index} field="numerator" label={t('check.numerator')} />
          <NumberText index={index} field="denominator" label={t('check.denominator')} />
          <NumberText index={index} field="stated" label={t('check.statedPct')} />
        </>
      );
    case 'count':
      return (
        <>
          <NamesField index={index} />
          <NumberText index={index} field="stated" label={t('check.statedCount')} whole />
        </>
      );
    default:
      return kind satisfies never;
  }
}
