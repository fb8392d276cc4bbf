import { useTranslation } from 'react-i18next';
import { useCountyCommand } from '../api/policy.ts';
import type { CountyCommandName } from '../api/types.ts';
import { useCounty } from '../shell/signed-in.ts';
import { FormDrawer, type FormDrawerProps } from '../workspace/form-drawer.tsx';

interface CountyCommandDrawerProps<Values extends object> extends Omit<
  FormDrawerProps<Values>,
  'title' | 'name' | 'send'
> {
  command: CountyCommandName;
  /** In the place of the command's name. */
  title?: string;
}

/** The form of one command of the county. */
export function CountyCommandDrawer<Values extends object>({
  command,
  title,
  ...form
}: CountyCommandDrawerProps<Values>) {
  const { t } = useTranslation();
  const send = useCountyCommand(useCounty().code, command);
  return (
    <FormDrawer<Values> {...form} title={title ?? t(`countyCommand.${command}`)} name={command} send={send} />
  );
}
