import { Empty } from 'antd';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  /** What to do about it. */
  detail?: string;
  action?: ReactNode;
}

/** Nothing is there yet, and what to do about it. */
export function EmptyState({ title, detail, action }: EmptyStateProps) {
  return (
    <Empty
      className="empty"
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <>
          <div className="empty-title">{title}</div>
          {detail !== undefined && <div className="secondary">{detail}</div>}
        </>
      }
    >
      {action}
    </Empty>
  );
}
