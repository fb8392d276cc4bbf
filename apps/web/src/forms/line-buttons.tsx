import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, type ButtonProps } from 'antd';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';

/** Lines of a form that are added and taken away, around both kinds of buttons. */
export function FormLines({ children }: { children: ReactNode }) {
  return <div data-lines="">{children}</div>;
}

interface RemoveLineButtonProps extends Pick<ButtonProps, 'type' | 'className'> {
  label: string;
  onRemove: () => void;
}

/** Takes its line away. The keyboard goes on at the line that comes after it, and after the last one where lines are added. */
export function RemoveLineButton({ label, onRemove, ...looks }: RemoveLineButtonProps) {
  return (
    <Button
      {...looks}
      icon={<DeleteOutlined aria-hidden />}
      aria-label={label}
      data-line="remove"
      onClick={({ currentTarget }) => {
        const lines = currentTarget.closest('[data-lines]')!;
        const index = removeButtons(lines).indexOf(currentTarget);
        flushSync(onRemove);
        const next = removeButtons(lines)[index] ?? lines.querySelector<HTMLElement>('[data-line="add"]');
        next?.focus();
      }}
    />
  );
}

interface AddLineButtonProps extends Pick<ButtonProps, 'type' | 'aria-label'> {
  onAdd: () => void;
  children: ReactNode;
}

/** Adds a line. */
export function AddLineButton({ onAdd, ...rest }: AddLineButtonProps) {
  return <Button {...rest} icon={<PlusOutlined aria-hidden />} data-line="add" onClick={onAdd} />;
}

function removeButtons(lines: Element): HTMLElement[] {
  return [...lines.querySelectorAll<HTMLElement>('[data-line="remove"]')];
}
