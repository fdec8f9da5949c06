import {
  AppstoreOutlined, BulbOutlined, CalendarOutlined, ContactsOutlined, CustomerServiceOutlined, FileTextOutlined, FrownOutlined, MessageOutlined,
  NotificationOutlined, ReadOutlined, ShareAltOutlined, ShopOutlined, SmileOutlined, SolutionOutlined, TeamOutlined, ToolOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';

type Icon = ComponentType<{ 'aria-hidden'?: boolean }>;

/** What a form definition may call its icon. Whatever else it says, and nothing, is drawn as a sheet. */
export const icons: Record<string, Icon> = {
  book: ReadOutlined,
  channel: ShareAltOutlined,
  complaint: FrownOutlined,
  customer: ContactsOutlined,
  group: TeamOutlined,
  loop: NotificationOutlined,
  owner: SolutionOutlined,
  product: AppstoreOutlined,
  repair: ToolOutlined,
  reply: MessageOutlined,
  roster: CalendarOutlined,
  service: CustomerServiceOutlined,
  shop: ShopOutlined,
  suggestion: BulbOutlined,
  survey: SmileOutlined,
};

/** iconOf is the icon of a form in the menu. */
export const iconOf = (name: string | undefined): Icon => icons[name ?? ''] ?? FileTextOutlined;
