import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Person, useErasePerson } from '../api/persons.ts';
import { useMay } from '../shell/signed-in.ts';
import { useSayProblem } from '../states/use-say-problem.ts';
import { PersonDrawer } from './person-drawer.tsx';

/** What can be done about a person whose data are there: put right, and erase for good. */
export function PersonActions({ townCode, person }: { townCode: string; person: Person }) {
  const { t } = useTranslation();
  const may = useMay();
  const [open, setOpen] = useState(false);
  return (
    <span className="venue-actions">
      {may('persons:enter') && person.state === 'kept' && (
        <Button
          size="small"
          type="link"
          aria-label={t('person.correctOf', { name: person.name ?? '' })}
          onClick={() => setOpen(true)}
        >
          {t('person.correct')}
        </Button>
      )}
      {may('persons:erase') && <EraseButton townCode={townCode} person={person} />}
      {open && <PersonDrawer townCode={townCode} person={person} onClose={() => setOpen(false)} />}
    </span>
  );
}

function EraseButton({ townCode, person }: { townCode: string; person: Person }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const erase = useErasePerson(townCode);
  const onError = useSayProblem();
  const onSuccess = () => void message.success(t('person.erased'));
  return (
    <Popconfirm
      title={t('person.eraseSure', { name: person.name ?? '' })}
      description={t('person.eraseMeans')}
      okText={t('person.eraseForGood')}
      cancelText={t('common.cancel')}
      onConfirm={() => erase.mutate(person.personId, { onSuccess, onError })}
    >
      <Button
        size="small"
        type="link"
        danger
        loading={erase.isPending}
        aria-label={t('person.eraseOf', { name: person.name ?? '' })}
      >
        {t('person.erase')}
      </Button>
    </Popconfirm>
  );
}
