import { CheckCircleOutlined, ClockCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { Tag } from 'antd';

const signs = {
  now: { sign: <CheckCircleOutlined aria-hidden />, look: 'completed' },
  coming: { sign: <ClockCircleOutlined aria-hidden />, look: 'planned' },
  over: { sign: <MinusCircleOutlined aria-hidden />, look: 'retired' },
};

/** Whether something holds on the day, will hold or is over: in a word, with a sign and a colour. */
export function StateTag({ when, word }: { when: keyof typeof signs; word: string }) {
  const { sign, look } = signs[when];
  return (
    <Tag className={`stage stage-${look}`} icon={sign}>
      {word}
    </Tag>
  );
}
