package report

import (
	"cmp"
	"math"

	"huiyin/engine/access"
	"huiyin/engine/query"
)

// Shape is a dataset as one reader may see it.
type Shape struct {
	Dataset string
	Fields  map[string]Field
	Exclude []Exclusion // left out of every answer, over columns: test records, merged ones
}

// Field is a field of a dataset under the name people use.
type Field struct {
	query.FieldShape
	Column   string       // the column it is read from; "" = the name
	Steps    bool         // a list whose elements lead from the large to the small
	Decimals int          // kept as a whole number of 10^-Decimals: money
	Right    access.Level // below Read nothing may be asked about it
}

func (f Field) column(name string) string { return cmp.Or(f.Column, name) }

func (f Field) factor() float64 { return math.Pow10(f.Decimals) }

// numeric reports whether the field is one number.
func (f Field) numeric() bool { return f.Kind == query.KindNumber && !f.List }

// dated reports whether the field is one date or one point in time.
func (f Field) dated() bool {
	return !f.List && (f.Kind == query.KindDate || f.Kind == query.KindDatetime)
}

// field finds a field that the reader may read.
func (k *checker) field(name, at string) (Field, bool) {
	f, known := k.shape.Fields[name]
	switch {
	case !known:
		k.faults.Add("report.field.unknown", at, "field", name)
	case f.Right < access.Read:
		k.faults.Add("report.field.forbidden", at, "field", name)
	default:
		f.Column = f.column(name)
		return f, true
	}
	return Field{}, false
}

// condition checks a condition over fields and returns it over columns.
func (k *checker) condition(c query.Condition, at string) query.Condition {
	shapes := map[string]query.FieldShape{}
	for name, f := range k.shape.Fields {
		shapes[name] = f.FieldShape
	}
	k.faults = append(k.faults, c.Stored(shapes).Under(at)...)
	c.Visit(func(leaf query.Condition, inside string) {
		for name, place := range map[string]string{leaf.Field: "/field", leaf.ValueField: "/value/field"} {
			if f, known := k.shape.Fields[name]; known && f.Right < access.Read {
				k.faults.Add("report.field.forbidden", at+inside+place, "field", name)
			}
		}
	})
	return k.shape.stored(c)
}

// stored turns names into columns and numbers into what is kept of them.
func (s Shape) stored(c query.Condition) query.Condition {
	return c.Map(func(leaf query.Condition) query.Condition {
		f := s.Fields[leaf.Field]
		leaf.Field = f.column(leaf.Field)
		leaf.ValueField = s.Fields[leaf.ValueField].column(leaf.ValueField)
		if f.Decimals > 0 {
			leaf.Value = scaled(leaf.Value, f.factor())
		}
		return leaf
	})
}

// Named is the reverse of what a plan makes of conditions: columns become names and what is kept of numbers the numbers.
func (s Shape) Named(c query.Condition) query.Condition {
	names := map[string]string{}
	for name, f := range s.Fields {
		names[f.column(name)] = name
	}
	return c.Map(func(leaf query.Condition) query.Condition {
		leaf.Field, leaf.ValueField = names[leaf.Field], names[leaf.ValueField]
		if f := s.Fields[leaf.Field]; f.Decimals > 0 {
			leaf.Value = scaled(leaf.Value, 1/f.factor())
		}
		return leaf
	})
}

func scaled(v any, factor float64) any {
	switch t := v.(type) {
	case float64:
		return math.Round(t*factor*1e6) / 1e6
	case []any:
		out := make([]any, len(t))
		for i, e := range t {
			out[i] = scaled(e, factor)
		}
		return out
	}
	return v
}

// kind tells Resolve what a column holds.
func (s *Snapshot) kind(column string) string {
	if i, ok := s.column(column); ok {
		return s.table.columns[i].Kind
	}
	return ""
}
