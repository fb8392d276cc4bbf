import './standards.css';
import { Alert, App, Button, Form, Popconfirm } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCountyCommand, usePolicy, usePreview } from '../api/policy.ts';
import type { Policy, StandardContent, StandardPreview } from '../api/policy-types.ts';
import { Rejection } from '../forms/rejection.tsx';
import { useServerErrors } from '../forms/use-server-errors.ts';
import { Page } from '../shell/page.tsx';
import { useCounty, useMay } from '../shell/signed-in.ts';
import { useFocusBack } from '../shell/use-focus-back.ts';
import { ForbiddenPage } from '../states/forbidden-page.tsx';
import { QueryContent } from '../states/query-content.tsx';
import { TableSkeleton } from '../states/table-skeleton.tsx';
import { today } from '../workspace/fields/date-field.tsx';
import { DifferencesTable } from './differences-table.tsx';
import { StandardEditor } from './standard-editor.tsx';
import {
  contentOf,
  publishStandardBody,
  standardPointers,
  type StandardValues,
  valuesOf,
} from './standard-form.ts';
import { PreviewTiles } from './standard-preview.tsx';

/** A new version of the county's standard: changed from the one in force, looked at in its consequences, published. */
export function StandardEditorPage() {
  const { t } = useTranslation();
  const county = useCounty();
  const policy = usePolicy(county.code);
  const may = useMay();
  if (!may('command:publish-standard')) return <ForbiddenPage />;
  const next = policy.data ? policy.data.data.standards.length : undefined;
  return (
    <Page
      title={next === undefined ? t('standard.edit') : t('standard.editorTitle', { version: next })}
      crumbs={[{ title: t('standard.title', { name: county.name }), to: '/county/standards' }]}
    >
      <QueryContent query={policy} skeleton={<TableSkeleton />}>
        {({ data }) => <NewVersion policy={data} />}
      </QueryContent>
    </Page>
  );
}

/** What was looked at: nothing else is published. */
interface Previewed {
  values: StandardValues;
  content: StandardContent;
  preview: StandardPreview;
}

function NewVersion({ policy: { standards, standardInForce } }: { policy: Policy }) {
  const { t } = useTranslation();
  const county = useCounty();
  const [form] = Form.useForm<StandardValues>();
  const [previewed, setPreviewed] = useState<Previewed>();
  const preview = usePreview(county.code);
  useServerErrors(form, preview.error, standardPointers);
  // What the form began with stays, whatever is published meanwhile.
  const [inForce] = useState(() => standards.find(({ version }) => version === standardInForce)!);
  const last = standards.at(-1)!;
  const look = (values: StandardValues) => {
    const content = contentOf(values);
    preview.mutate(content, {
      onSuccess: ({ data }) => {
        setPreviewed({ values, content, preview: data });
        window.scrollTo(0, 0);
      },
    });
  };
  return (
    <>
      {previewed && (
        <PreviewStep
          {...previewed}
          inForce={inForce}
          version={last.version + 1}
          onBack={() => setPreviewed(undefined)}
        />
      )}
      <div hidden={previewed !== undefined}>
        {last.version > inForce.version && (
          <Alert
            className="form-alert"
            type="info"
            showIcon
            title={t('standard.coming', { version: last.version, date: last.from })}
          />
        )}
        <StandardEditor
          form={form}
          initialValues={{
            ...valuesOf(inForce),
            occurredOn: today(),
            from: today(),
          }}
          standards={standards}
          problem={preview.error}
          busy={preview.isPending}
          onPreview={look}
        />
      </div>
    </>
  );
}

interface PreviewStepProps extends Previewed {
  inForce: StandardContent & { version: number };
  version: number;
  onBack: () => void;
}

/** The last look before a version is published: what it says otherwise, and what that does. */
function PreviewStep({ values, content, preview, inForce, version, onBack }: PreviewStepProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const publish = useCountyCommand(useCounty().code, 'publish-standard');
  const section = useRef<HTMLElement>(null);
  // The form is hidden with the button that led here: the keyboard goes on from the preview, and back to the button.
  useFocusBack();
  useEffect(() => section.current?.focus({ preventScroll: true }), []);
  const from = values.from.format('YYYY-MM-DD');
  const send = () =>
    publish.mutate(publishStandardBody(values, content), {
      onSuccess: () => {
        void message.success(t('standard.published', { version, from }), 5);
        void navigate('/county/standards');
      },
    });
  return (
    <section ref={section} tabIndex={-1} aria-label={t('standard.previewTitle')}>
      <DifferencesTable
        before={inForce}
        after={content}
        version={inForce.version}
        name={t('standard.versionOf', { version })}
      />
      <PreviewTiles preview={preview} inForce={inForce} proposed={content} />
      {publish.error && <Rejection problem={publish.error} pointers={{}} />}
      <div className="form-end preview-end">
        <Button onClick={onBack} disabled={publish.isPending}>
          {t('standard.backToEdit')}
        </Button>
        <Popconfirm
          title={t('standard.publishSure', { version })}
          description={t('standard.publishMeans', { from })}
          okText={t('standard.publish', { version })}
          cancelText={t('common.cancel')}
          onConfirm={send}
        >
          <Button type="primary" loading={publish.isPending}>
            {t('standard.publish', { version })}
          </Button>
        </Popconfirm>
      </div>
    </section>
  );
}
