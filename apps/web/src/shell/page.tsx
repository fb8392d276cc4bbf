import { Breadcrumb } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { DatedContent } from '../as-of/dated-content.tsx';
import { DatedLink } from '../as-of/dated-link.tsx';

/** One step of the way to a page. */
export interface Crumb {
  title: string;
  to: string;
}

interface PageProps {
  title: string;
  crumbs?: Crumb[];
  /** Small facts beside the title, such as the date of the data. */
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** Title, way back and actions of a page, above its content. */
export function Page({ title, crumbs = [], aside, actions, children }: PageProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <>
      {crumbs.length > 0 && (
        <Breadcrumb
          className="crumbs"
          items={[
            ...crumbs.map((crumb) => ({ title: <DatedLink to={crumb.to}>{crumb.title}</DatedLink> })),
            { title },
          ]}
        />
      )}
      <div className="page-head">
        <h1>{title}</h1>
        {aside !== undefined && <div className="page-aside">{aside}</div>}
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </div>
      <DatedContent>{children}</DatedContent>
    </>
  );
}
