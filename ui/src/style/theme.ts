import { theme, type ConfigProviderProps } from 'antd';
import { appearance, isDark } from './appearance';

/** ReadToken returns the value of one variable of tokens.css, such as `--brand`. */
export type ReadToken = (name: string) => string;

/** readToken reads the variable as it stands on the page, so a change of theme, density or size is already in it. */
export const readToken: ReadToken = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function pixels(read: ReadToken, name: string): number {
  return Number.parseFloat(read(name)) || 0;
}

/**
 * antdConfig turns tokens.css into what antd's ConfigProvider takes. tokens.css stays the only place with values:
 * antd derives its hover and active shades by arithmetic, so it must be handed colours, not `var()` names.
 */
export function antdConfig(read: ReadToken = readToken): Pick<ConfigProviderProps, 'theme' | 'button'> {
  const scale = Number.parseFloat(read('--scale')) || 1;
  const control = pixels(read, '--control');
  const algorithm = [isDark() ? theme.darkAlgorithm : theme.defaultAlgorithm];
  if (appearance().density === 'compact') algorithm.push(theme.compactAlgorithm);
  return {
    // antd would write 「删 除」 into two-character buttons; that breaks text search and copying.
    button: { autoInsertSpace: false },
    theme: {
      algorithm,
      token: { ...colours(read), ...shape(read), fontSize: Math.round(14 * scale), controlHeight: control },
      components: {
        Layout: { headerBg: read('--surface'), siderBg: read('--surface'), bodyBg: read('--page') },
        Menu: { itemSelectedBg: read('--brand-soft'), itemSelectedColor: read('--brand'), itemBg: 'transparent' },
        Table: { headerBg: read('--sunken'), headerColor: read('--text-soft'), rowHoverBg: read('--sunken') },
        Button: { primaryColor: read('--on-brand'), dangerColor: read('--on-danger') },
        Tag: { defaultColor: read('--text-soft'), defaultBg: read('--grey-soft') },
      },
    },
  };
}

function colours(read: ReadToken) {
  return {
    colorPrimary: read('--brand'),
    colorPrimaryHover: read('--brand-strong'),
    colorPrimaryActive: read('--brand-strong'),
    colorPrimaryText: read('--brand'),
    colorInfo: read('--info'),
    colorSuccess: read('--success'),
    colorWarning: read('--warning'),
    colorError: read('--danger'),
    colorErrorHover: read('--danger-strong'),
    colorErrorText: read('--danger'),
    colorLink: read('--link'),
    colorLinkHover: read('--brand-strong'),
    colorText: read('--text'),
    colorTextSecondary: read('--text-soft'),
    colorTextTertiary: read('--text-soft'),
    colorTextQuaternary: read('--text-faint'),
    colorTextDescription: read('--text-soft'),
    colorTextPlaceholder: read('--text-faint'),
    colorTextDisabled: read('--text-faint'),
    colorTextLightSolid: read('--on-brand'),
    colorIcon: read('--text-soft'),
    colorBgLayout: read('--page'),
    colorBgContainer: read('--surface'),
    colorBgElevated: read('--raised'),
    colorBgMask: read('--veil'),
    colorBorder: read('--line-strong'),
    colorBorderSecondary: read('--line'),
    colorSplit: read('--line'),
  };
}

function shape(read: ReadToken) {
  return {
    // Not its value: that differs between languages.
    fontFamily: 'var(--font)',
    fontFamilyCode: read('--font-mono'),
    borderRadius: pixels(read, '--radius-m'),
    borderRadiusSM: pixels(read, '--radius-s'),
    borderRadiusLG: pixels(read, '--radius-l'),
    boxShadow: read('--shadow-2'),
    boxShadowSecondary: read('--shadow-3'),
    wireframe: false,
  };
}
