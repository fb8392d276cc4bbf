import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ReportPlace, useFiguresCheck } from '../api/report-figures.ts';
import type { ReportFigures } from '../api/report-types.ts';
import { AddLineButton, FormLines } from '../forms/line-buttons.tsx';
import { Rejection } from '../forms/rejection.tsx';
import { CheckDraftFields } from './check-draft-fields.tsx';
import { type CheckDraft, checkItemOf } from './check-items.ts';
import { CheckResults } from './check-results.tsx';

/** More statements than anybody types; the server takes some more. */
const most = 100;
const noPointers = {};

interface CheckForm {
  items: CheckDraft[];
}

interface CheckTileProps {
  place: ReportPlace;
  report: ReportFigures;
}

/** What somebody wrote in a report, typed one statement at a time, against the events and against itself. */
export function CheckTile({ place, report }: CheckTileProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<CheckForm>();
  const [changed, setChanged] = useState(false);
  const check = useFiguresCheck(place, report.period);
  return (
    <section className="tile" aria-labelledby="figures-check">
      <div className="tile-head">
        <h2 id="figures-check">{t('check.title')}</h2>
      </div>
      <p className="paragraph secondary">{t('check.intro')}</p>
      <Form<CheckForm>
        form={form}
        name="check"
        layout="vertical"
        requiredMark={false}
        scrollToFirstError={{ focus: true }}
        initialValues={{ items: [{ kind: 'figure' }] }}
        onValuesChange={() => setChanged(true)}
        onFinish={({ items }) => {
          setChanged(false);
          check.mutate(items.map(checkItemOf));
        }}
      >
        <Form.List name="items">
          {(items, { add, remove }) => (
            <FormLines>
              {items.map(({ key, name }) => (
                <CheckDraftFields
                  key={key}
                  index={name}
                  report={report}
                  {...(items.length > 1 && { onRemove: () => remove(name) })}
                />
              ))}
              <div className="check-actions">
                {items.length < most && (
                  <AddLineButton onAdd={() => add({ kind: 'figure' })}>{t('check.add')}</AddLineButton>
                )}
                <Button type="primary" htmlType="submit" loading={check.isPending}>
                  {t('check.submit')}
                </Button>
              </div>
            </FormLines>
          )}
        </Form.List>
      </Form>
      {check.error !== null && <Rejection problem={check.error} pointers={noPointers} />}
      {check.data !== undefined && check.error === null && (
        <CheckResults
          result={check.data.data}
          figures={report.figures}
          items={check.variables}
          stale={changed}
        />
      )}
    </section>
  );
}
