import type { ThemeConfig } from 'antd';
import { motionWelcome } from './motion.ts';

/** Colours that charts and styles.css share with antd. Tiers differ in lightness too, so that they survive grey print. */
export const palette = {
  accent: '#b3261e',
  text: '#1f2328',
  secondary: '#5b626b',
  line: '#e5e7eb',
  grid: '#eef0f2',
  planned: '#b9c0c9',
  completed: '#b3261e',
  people: '#2f5d7c',
  empty: '#dfe3e8',
  higher: '#2f4b66',
  town: '#7fa6c4',
  village: '#e2a13b',
} as const;

/** System fonts only: nothing is fetched, and rare characters fall through to whatever the device has. */
export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: palette.accent,
    colorInfo: '#2f5d7c',
    colorInfoBg: '#eef4f8',
    colorInfoBorder: '#c3d6e3',
    colorError: '#c5221f',
    colorLink: palette.accent,
    // antd would lighten it, below what can be read well.
    colorLinkHover: '#861c17',
    motion: motionWelcome,
    colorTextBase: palette.text,
    colorBgLayout: '#f6f7f8',
    colorTextDescription: palette.secondary,
    colorTextPlaceholder: '#6b717a',
    colorBorderSecondary: palette.line,
    borderRadius: 8,
    fontFamily,
    fontSize: 14,
    controlHeight: 36,
  },
  components: {
    Layout: { headerBg: '#ffffff', headerHeight: 56, headerPadding: '0 24px', bodyBg: '#f6f7f8' },
    Table: {
      headerBg: '#fafbfb',
      headerColor: palette.secondary,
      cellPaddingBlock: 10,
      cellPaddingInline: 12,
    },
    // As round as its place is small, or it would look like a choice of one.
    Checkbox: { borderRadiusSM: 4 },
    Segmented: { trackBg: '#f0f1f3' },
  },
};
