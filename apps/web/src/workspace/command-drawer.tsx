import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/commands.ts';
import type { CommandName } from '../api/types.ts';
import { FormDrawer, type FormDrawerProps } from './form-drawer.tsx';

export interface CommandDrawerProps<Values extends object> extends Omit<
  FormDrawerProps<Values>,
  'title' | 'name' | 'send'
> {
  townCode: string;
  command: CommandName;
}

/** The form of one command of a town. */
export function CommandDrawer<Values extends object>({
  townCode,
  command,
  ...form
}: CommandDrawerProps<Values>) {
  const { t } = useTranslation();
  const send = useCommand(townCode, command);
  return <FormDrawer<Values> {...form} title={t(`command.${command}`)} name={command} send={send} />;
}
