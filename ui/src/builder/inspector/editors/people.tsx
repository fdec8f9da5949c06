import type { Find, PeopleRule } from '../../../model/flow';
import { resolve } from '../../../model/design';
import { defineEditor, type EditorProps } from '../editor';
import { PeopleChoice } from '../people/PeopleChoice';
import { Rule } from '../people/Rule';
import { RuleName } from '../people/RuleName';
import { Way } from '../people/Way';

/** People: the name of a people rule, a rule written out, one way to find them, or a choice between these. */
function Edit(props: EditorProps) {
  const { schema, value, onChange } = props;
  if (schema.anyOf && !schema.properties) return <PeopleChoice {...props} kinds={schema.anyOf.map((one) => kindOf(resolve(one, props.root)))} />;
  if (schema.properties?.find) return <Rule {...props} rule={value as PeopleRule | undefined} onRule={onChange} />;
  if (schema.properties?.by) return <Way {...props} find={(value ?? { by: '' }) as Find} onFind={onChange} />;
  return <RuleName {...props} />;
}

function kindOf(schema: EditorProps['schema']): 'rule' | 'written' | 'find' | 'customer' {
  if (schema.properties?.find) return 'written';
  if (schema.properties?.by) return 'find';
  return schema.properties?.customer ? 'customer' : 'rule';
}

export default defineEditor({ Edit, grouped: (schema) => schema.anyOf !== undefined || schema.properties !== undefined });
