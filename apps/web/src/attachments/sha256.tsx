import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';

/** A SHA-256, shortened; all of it is copied. */
export function Sha256({ digest }: { digest: string }) {
  const { t } = useTranslation();
  const tooltips = [t('attachment.copy'), t('attachment.copied')];
  return (
    <Typography.Text code title={digest} copyable={{ text: digest, tooltips }}>
      {digest.slice(0, 12)}…
    </Typography.Text>
  );
}
