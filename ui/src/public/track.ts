import type { StoredFile } from '../units/fields';

/** One line of what happened, in words for the customer. */
export interface Step {
  at?: string;
  title: string;
  text?: string;
  /** `done` is the last step of all, `ahead` what is settled to follow. */
  state: 'past' | 'now' | 'done' | 'ahead';
}

export interface Comment {
  at: string;
  mine: boolean;
  by?: string;
  text: string;
  files?: readonly StoredFile[];
}

/** A step the customer may take, such as saying that it is solved. */
export interface Move {
  key: string;
  title: string;
  comment?: '' | 'optional' | 'required';
  confirm?: string | boolean;
  danger?: boolean;
}

/** The consent to be contacted, which can be taken back and given again. */
export interface GivenConsent {
  field: string;
  title: string;
  given: boolean;
}

/** What the customer said, or staff for them: words, with a day or a moment to write as people do, or files. */
export interface Answer {
  title: string;
  text: string;
  date?: string;
  at?: string;
  files?: readonly StoredFile[];
}

/** Where it stands: in words, with what the customer should read about it now, and whether an answer is wanted. */
export interface Status {
  title: string;
  values?: readonly Answer[];
  answer?: boolean;
}

/** One submission as the person who sent it sees it. */
export interface TrackView {
  no: string;
  title: string;
  form: { title: string };
  app?: { title?: string };
  createdAt: string;
  status?: Status;
  timeline: readonly Step[];
  values?: readonly Answer[];
  comments?: readonly Comment[];
  /** Where what was said before the comments is asked for; empty where nothing was. */
  earlier?: string;
  messages?: readonly { at: string; subject?: string; body: string }[];
  moves?: readonly Move[];
  consent?: GivenConsent | null;
  canComment?: boolean;
  /** What the visitor writes takes it up again. */
  reopens?: boolean;
  closed?: boolean;
  /** It is dealt with together with others of its kind. */
  together?: boolean;
  lang?: string;
  /** The zone of the app, in which all times are written. */
  timeZone?: string;
}
