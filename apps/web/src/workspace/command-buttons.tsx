import { BankOutlined, PlusOutlined, ReadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../shell/signed-in.ts';
import type { OpenCommand } from './commands.ts';

interface CommandButtonsProps {
  openForm: (command: OpenCommand) => void;
  /** The village that the forms begin with. */
  villageId?: string;
}

const icons = {
  'plan-venue': <PlusOutlined aria-hidden />,
  'allocate-funds': <BankOutlined aria-hidden />,
  'hold-training': <ReadOutlined aria-hidden />,
} as const;

const commands = ['plan-venue', 'allocate-funds', 'hold-training'] as const;

/** Of the three facts that clerks record most, those that this one may record. */
export function CommandButtons({ openForm, villageId }: CommandButtonsProps) {
  const { t } = useTranslation();
  const may = useMay();
  return commands
    .filter((command) => may(`command:${command}`))
    .map((command, index) => (
      <Button
        key={command}
        type={index === 0 ? 'primary' : 'default'}
        icon={icons[command]}
        onClick={() => openForm({ command, ...(villageId && { villageId }) })}
      >
        {t(`command.${command}`)}
      </Button>
    ));
}
