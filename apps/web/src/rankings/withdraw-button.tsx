import { Button, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RankedFigure, type RankingDecision, useDecideRanking } from '../api/rankings.ts';
import { businessDate } from '../format/dates.ts';
import { Rejection } from '../forms/rejection.tsx';
import { useServerErrors } from '../forms/use-server-errors.ts';
import { useCounty } from '../shell/signed-in.ts';
import { useFocusBack } from '../shell/use-focus-back.ts';
import { TextField } from '../workspace/fields/text-field.tsx';

interface WithdrawButtonProps {
  figure: RankedFigure;
  onDecided: (decision: RankingDecision) => void;
}

/** Takes a ranking back, with the reason. */
export function WithdrawButton(props: WithdrawButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        onClick={() => setOpen(true)}
        aria-label={`${t('rankings.withdraw')} ${t(`column.${props.figure}`)}`}
      >
        {t('rankings.withdraw')}
      </Button>
      {open && <WithdrawDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

const pointers = { '/reason': 'reason' };

function WithdrawDialog({ figure, onDecided, onClose }: WithdrawButtonProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const decide = useDecideRanking(useCounty().code);
  useServerErrors(form, decide.error, pointers);
  useFocusBack();
  const withdraw = ({ reason }: { reason: string }) => {
    const body = { occurredOn: businessDate(new Date()), figure, reason: reason.trim() };
    const decision = { command: 'withdraw-ranking', body } as const;
    decide.mutate(decision, {
      onSuccess: () => {
        onClose();
        onDecided(decision);
      },
    });
  };
  return (
    <Modal
      open
      title={t('rankings.withdrawOf', { name: t(`column.${figure}`) })}
      okText={t('rankings.withdraw')}
      cancelText={t('common.cancel')}
      confirmLoading={decide.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} name="withdrawal" layout="vertical" onFinish={withdraw}>
        {decide.error !== null && <Rejection problem={decide.error} pointers={pointers} />}
        <TextField name="reason" label={t('rankings.reason')} longest={200} />
      </Form>
    </Modal>
  );
}
