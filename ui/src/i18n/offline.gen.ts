// Generated from engine/problem/text by `make generate`. Do not edit.

export type ProblemCode =
  | 'client.offline'
  | 'client.timeout'
  | 'client.unreachable'
  | 'client.unreadable';

export const zh: Record<ProblemCode, string> = {
  'client.offline': '您现在没有联网，连上网络后请再试一次',
  'client.timeout': '服务器太久没有回应，请再试一次',
  'client.unreachable': '连不上服务器，请检查网络后再试',
  'client.unreadable': '服务器的回答无法识别，请刷新页面后再试',
};

export const en: Record<ProblemCode, string> = {
  'client.offline': 'You are offline. Please try again when you are connected',
  'client.timeout': 'The server took too long to answer. Please try again',
  'client.unreachable': 'The server cannot be reached. Please check the network and try again',
  'client.unreadable': 'The server sent an answer this page cannot read. Please reload and try again',
};
