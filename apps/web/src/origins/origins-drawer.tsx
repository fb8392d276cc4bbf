import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsOf } from '../as-of/use-as-of.ts';
import { FigureEvents } from './figure-events.tsx';
import type { Origin } from './origin.ts';
import { RowEvents } from './row-events.tsx';

interface OriginsDrawerProps {
  origin: Origin | undefined;
  open: boolean;
  onClose: () => void;
}

/** Where a figure comes from: the events that made it, as of the day of the page. */
export function OriginsDrawer({ origin, open, onClose }: OriginsDrawerProps) {
  const { t } = useTranslation();
  const asOf = useAsOf();
  return (
    <Drawer
      open={open}
      destroyOnHidden
      autoFocus={false}
      // Its own handling of Escape misses one in some thirty, where drawers follow each other: the provider has one.
      keyboard={false}
      size="min(680px, 100vw)"
      title={origin && t('figure.origins', { label: origin.label })}
      extra={asOf !== undefined && <span className="secondary">{t('asOf.until', { date: asOf })}</span>}
      onClose={onClose}
    >
      {origin !== undefined && <Events key={JSON.stringify(origin)} origin={origin} />}
    </Drawer>
  );
}

function Events({ origin }: { origin: Origin }) {
  switch (origin.kind) {
    case 'figure':
    case 'report':
      return <FigureEvents origin={origin} />;
    case 'row':
      return <RowEvents origin={origin} />;
    default:
      return origin satisfies never;
  }
}
