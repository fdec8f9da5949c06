import { useRef, type CSSProperties } from 'react';
import { problemText } from '../../i18n/dictionary';
import type { FormField } from '../../model/formview';
import { fields } from '../../units/fields/index';
import control from '../control/control.module.css';
import { Nothing } from '../control/Line';
import { checkRows, columnsOf, isBlank, problemsAt, rowsOf, useLoaded, useRows, useWide, type Row } from '../control/rare/rows';
import style from '../control/table.module.css';
import { defineField, limit, type FieldDefinition, type FieldInputProps, type FieldViewProps } from './field';

const words = {
  zh: { row: '第 {n} 行', add: '添加一行', copy: '复制', remove: '删除', count: '{n} 行', most: '最多 {n} 行' },
  en: { row: 'Row {n}', add: 'Add a row', copy: 'Copy', remove: 'Remove', count: '{n} rows', most: '{n} rows at most' },
};

const say = (text: string, n: number) => text.replace('{n}', String(n));

/** Pixels a column needs to be read, and the buttons beside them; with less each row is a card. */
const [perColumn, perTools] = [112, 130];

function Input(props: FieldInputProps) {
  const { id, labelId, field, readOnly, problems, describedBy, context } = props;
  const columns = columnsOf(field);
  const there = useLoaded(fields, columns.map(({ type }) => type));
  const table = useRows(props);
  const root = useRef<HTMLDivElement>(null);
  const wide = useWide(root, columns.length * perColumn + perTools, there);
  const text = words[context.language];
  const most = limit(field, 'max') ?? 100;
  const full = table.rows.length >= most;
  const invalid = problems.some(({ pointer }) => !/\/\d+\/[^/]+/.test(pointer)) || undefined;
  const grow = (row?: Row) => {
    table.add(row);
    // The new row is where one goes on.
    setTimeout(() => root.current?.querySelector<HTMLElement>(`[data-row="${table.rows.length}"] :is(input, select, textarea, button)`)?.focus());
  };
  if (!there) return <div id={id} className={style.table} />;
  return (
    <div ref={root} role="group" id={id} className={style.table} style={{ '--columns': columns.length } as CSSProperties} data-wide={wide || undefined} data-invalid={invalid} aria-labelledby={labelId} aria-describedby={describedBy}>
      <Head columns={columns} />
      <ol className={style.rows}>
        {table.rows.map((row, at) => (
          <li key={table.ids[at]} className={style.row} data-row={at}>
            <div>
              <p className={style.no}>{say(text.row, at + 1)}</p>
              <div className={style.cells}>
                {columns.map((column) => (
                  <Cell key={column.key} table={props} column={column} row={row} at={at} set={table.set} />
                ))}
              </div>
            </div>
            <div className={style.tools}>
              {readOnly || full ? null : (
                <button type="button" aria-label={`${text.copy} ${say(text.row, at + 1)}`} onClick={() => grow(row)}>
                  {text.copy}
                </button>
              )}
              {readOnly || (table.rows.length === 1 && isBlank(row, columns)) ? null : (
                <button type="button" aria-label={`${text.remove} ${say(text.row, at + 1)}`} onClick={() => table.remove(at)}>
                  {text.remove}
                </button>
              )}
            </div>
          </li>
        ))}
      </ol>
      <div className={style.foot}>
        {readOnly || full ? null : (
          <button type="button" className={control.button} onClick={() => grow()}>
            {text.add}
          </button>
        )}
        <span role="status">{full ? say(text.most, most) : say(text.count, table.rows.length)}</span>
      </div>
    </div>
  );
}

function Head({ columns }: { columns: readonly FormField[] }) {
  return (
    <div className={style.head} aria-hidden="true">
      <div className={style.cells}>
        {columns.map((column) => (
          <span key={column.key}>
            {column.title}
            {column.required ? <span className={style.must}> *</span> : null}
          </span>
        ))}
      </div>
      <span />
    </div>
  );
}

interface CellProps {
  table: FieldInputProps;
  column: FormField;
  row: Row;
  at: number;
  set: (at: number, key: string, cell: unknown) => void;
}

function Cell({ table, column, row, at, set }: CellProps) {
  const { context, readOnly, onBlur } = table;
  const unit = fields.get(column.type);
  const problems = problemsAt(table, at, column.key);
  const id = `${table.id}-${at}-${column.key}`;
  const grouped = typeof unit.grouped === 'function' ? unit.grouped(column) : unit.grouped;
  const Name = grouped ? 'span' : 'label';
  const locked = readOnly || column.level !== 'write';
  return (
    <div className={style.cell}>
      {unit.ownLabel ? null : (
        <Name id={`${id}-label`} htmlFor={grouped ? undefined : id} className={style.name}>
          {column.title}
          {column.required ? <span className={style.must}> *</span> : null}
        </Name>
      )}
      {locked && !unit.output ? (
        <unit.View field={column} value={row[column.key]} context={context} />
      ) : (
        <unit.Input id={id} labelId={`${id}-label`} field={column} value={row[column.key]} onChange={(cell) => set(at, column.key, cell)} onBlur={onBlur} required={column.required} problems={problems} describedBy={problems.length > 0 ? `${id}-error` : undefined} context={{ ...context, values: row }} />
      )}
      {problems.length > 0 ? (
        <p id={`${id}-error`} className={style.error}>
          {problems.map((problem) => problemText(problem, context.language)).join(' ')}
        </p>
      ) : null}
    </div>
  );
}

/** A table to read scrolls by itself where it is too wide; the keyboard can scroll it as well. */
function View({ field, value, context }: FieldViewProps) {
  const columns = columnsOf(field);
  const there = useLoaded(fields, columns.map(({ type }) => type));
  const rows = rowsOf(value);
  if (rows.length === 0 || !there) return <Nothing context={context} />;
  return (
    <div className={style.scroll} tabIndex={0} role="region" aria-label={field.title}>
      <table className={style.read}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {columns.map((column) => {
                const Shown = fields.get(column.type).View;
                return (
                  <td key={column.key}>
                    <Shown field={column} value={row[column.key]} context={context} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const check = (value: unknown, field: FieldDefinition) => checkRows(value, field, (type) => fields.get(type));
const empty = (value: unknown, field: FieldDefinition) => rowsOf(value).every((row) => isBlank(row, columnsOf(field)));

export default defineField({ type: 'sub_table', Input, View, check, empty, grouped: true, places: true });
