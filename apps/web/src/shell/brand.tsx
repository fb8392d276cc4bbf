import { useTranslation } from 'react-i18next';

/** The product's mark and name. */
export function Brand() {
  const { t } = useTranslation();
  return (
    <span className="brand">
      <img src="/favicon.svg" alt="" width={26} height={26} />
      <span>{t('product')}</span>
    </span>
  );
}
