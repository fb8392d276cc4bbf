import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** Narrows a list by name while one types. */
export function SearchField({ value, onChange }: { value: string; onChange: (typed: string) => void }) {
  const { t } = useTranslation();
  return (
    <Input
      type="search"
      prefix={<SearchOutlined className="search-icon" aria-hidden />}
      aria-label={t('workspace.search')}
      placeholder={t('workspace.search')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
