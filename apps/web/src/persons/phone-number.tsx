import { EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Person, useUnmask } from '../api/persons.ts';
import { useMay } from '../shell/signed-in.ts';
import { useSayProblem } from '../states/use-say-problem.ts';

/** A phone number, masked until somebody who may asks for it. */
export function PhoneNumber({ townCode, person }: { townCode: string; person: Person }) {
  const { t } = useTranslation();
  const may = useMay();
  const unmask = useUnmask(townCode);
  const onError = useSayProblem();
  if (person.phone === null) return <span className="secondary">{t('person.noPhone')}</span>;
  const shown = unmask.data?.phone;
  return (
    <span className="phone">
      <span className="numeric">{shown ?? person.phone}</span>
      {shown === undefined && may('persons:unmask') && (
        <Button
          size="small"
          type="link"
          icon={<EyeOutlined aria-hidden />}
          loading={unmask.isPending}
          aria-label={t('person.unmaskOf', { name: person.name ?? '' })}
          onClick={() => unmask.mutate(person.personId, { onError })}
        >
          {t('person.unmask')}
        </Button>
      )}
    </span>
  );
}
