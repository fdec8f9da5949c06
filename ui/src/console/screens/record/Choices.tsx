import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useId, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useNarrow } from '../../parts/useNarrow';
import { columnsFor } from './evenly';
import style from './panel.module.css';

export interface Choice {
  key: string;
  title: string;
  primary?: boolean;
  danger?: boolean;
  /** Why it cannot be pressed now; empty when it can. */
  why?: string;
  disabled?: boolean;
  loading?: boolean;
  press: () => void;
}

/** So many buttons stand side by side on a phone. */
const room = 2;

/** Choices are the buttons that decide, the one that goes on first; on a phone the others wait in a menu. */
export function Choices({ choices }: { choices: readonly Choice[] }) {
  const { t } = useTranslation('common');
  const narrow = useNarrow();
  const folded = narrow && choices.length > room ? choices.filter((choice) => !choice.primary) : [];
  // Where nothing is primary, the first is what people press.
  const rest = folded.length === choices.length ? folded.slice(1) : folded;
  const shown = choices.filter((choice) => !rest.includes(choice));
  const items = rest.map(({ key, title, why, danger, disabled, press }) => ({
    key,
    danger,
    disabled: disabled || Boolean(why),
    onClick: press,
    label: why ? (
      <span className={style.folded}>
        {title}
        <small>{why}</small>
      </span>
    ) : (
      title
    ),
  }));
  const even = narrow ? undefined : columnsFor(shown.filter((choice) => !choice.why).map((choice) => choice.title));
  return (
    <div className={style.buttons} data-even={even ? true : undefined} style={even ? ({ '--columns': even.columns, '--first': even.first } as CSSProperties) : undefined}>
      {shown.map((choice) => (
        <ChoiceButton key={choice.key} choice={choice} />
      ))}
      {rest.length > 0 ? (
        <Dropdown menu={{ items }} trigger={['click']} placement="topRight">
          <Button aria-haspopup="menu">
            {t('more')} <DownOutlined aria-hidden />
          </Button>
        </Dropdown>
      ) : null}
    </div>
  );
}

function ChoiceButton({ choice }: { choice: Choice }) {
  const id = useId();
  const { title, primary, danger, why, disabled, loading, press } = choice;
  return (
    <div className={style.choice}>
      <Button type={primary ? 'primary' : 'default'} danger={danger} disabled={disabled || Boolean(why) || undefined} loading={loading} aria-describedby={why ? id : undefined} onClick={press}>
        {title}
      </Button>
      {why ? <small id={id}>{why}</small> : null}
    </div>
  );
}
