import { expect, it } from 'vitest';
import { columnsFor } from './evenly';

it('leaves few buttons side by side as wide as their words', () => {
  expect(columnsFor(['上线', '延期', '转交'])).toBeUndefined();
});

it('leaves no gap in the last row: the first button takes what is over', () => {
  expect(columnsFor(['上线', '延期', '退回排期', '转交'])).toEqual({ columns: 2, first: 1 });
  expect(columnsFor(['采纳', '不采纳', '暂缓', '补充', '转交'])).toEqual({ columns: 3, first: 2 });
  expect(columnsFor(['采纳', '不采纳', '暂缓', '请客户补充', '退回重新打标', '转交'])).toEqual({ columns: 3, first: 1 });
  expect(columnsFor(['采纳', '不采纳', '暂缓', '补充', '退回', '合并', '转交'])).toEqual({ columns: 3, first: 3 });
});

it('takes two columns where the words are long', () => {
  expect(columnsFor(['Accept', 'Decline', 'Put off', 'Ask the customer for more', 'Hand over'])).toEqual({ columns: 2, first: 2 });
});
