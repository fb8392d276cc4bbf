import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { VillageCard } from '../api/types.ts';
import { DatedLink } from '../as-of/dated-link.tsx';

interface MergerNoteProps {
  village: VillageCard;
  linkTo: (villageId: string) => string;
}

/** What a village has become a part of, and what has become a part of it; nothing where it stands alone. */
export function MergerNote({ village, linkTo }: MergerNoteProps) {
  const { t } = useTranslation();
  const { mergedInto, mergedOn, absorbed } = village;
  return (
    <>
      {mergedInto && (
        <Alert
          className="form-alert"
          type="info"
          showIcon
          title={
            <>
              {t('villageMerger.into', { date: mergedOn })}{' '}
              <DatedLink to={linkTo(mergedInto.villageId)}>{mergedInto.name}</DatedLink>
            </>
          }
          description={t('villageMerger.intoWhat')}
        />
      )}
      {absorbed.length > 0 && (
        <Alert
          className="form-alert"
          type="info"
          showIcon
          title={t('villageMerger.absorbed')}
          description={
            <ul className="dotted">
              {absorbed.map((part) => (
                <li key={part.villageId}>
                  <DatedLink to={linkTo(part.villageId)}>{part.name}</DatedLink>{' '}
                  {t('villageMerger.since', { date: part.mergedOn })}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}
