package runtime

import (
	"context"
	"encoding/json"
	"reflect"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// retyped is a field, or a column of a table, that gets another type.
type retyped struct {
	field, column string
	from, to      string // types
	was, is       field.Value
	title         definition.Text
	pointer       string
	count         int64 // records whose values the new type cannot keep as they are
}

// Misfits tells which fields would get another type while records hold values that it cannot keep as they are, one
// problem release.values_misfit each. Records in the bin count: they may come back.
func (m *Migrator) Misfits(ctx context.Context, app, next *engine.App) (list problem.List, err error) {
	for _, f := range app.Forms() {
		after, ok := next.Form(f.Key())
		if !ok {
			continue
		}
		for _, r := range changedTypes(f, after) {
			if err := m.countMisfits(ctx, app.Key, f, &r); err != nil {
				return nil, err
			}
			if r.count > 0 {
				list.Add("release.values_misfit", r.pointer, "title", r.title, "count", r.count, "from", typeLabel(r.from), "to", typeLabel(r.to))
			}
		}
	}
	return list, nil
}

func typeLabel(id string) definition.Text {
	unit, ok := field.Types.Get(id)
	if !ok {
		return definition.Plain(id)
	}
	return unit.Info().Label
}

// changedTypes lists the fields and columns of a form whose type changes.
func changedTypes(f, after *form.Form) (out []retyped) {
	for i, spec := range after.Spec().Fields {
		was, had := f.Field(spec.Key)
		is, stays := after.Field(spec.Key)
		if !had || !stays {
			continue
		}
		at := problem.Pointer("form", after.Key(), "spec", "fields", i)
		if was.Type != is.Type {
			out = append(out, retyped{field: spec.Key, from: was.Type, to: is.Type, was: was.Value, is: is.Value, title: is.Title, pointer: at + "/type"})
			continue
		}
		out = append(out, changedColumns(was, is, at)...)
	}
	return out
}

type columns struct {
	Fields []struct {
		Key   string          `json:"key"`
		Type  string          `json:"type"`
		Title definition.Text `json:"title"`
	} `json:"fields"`
}

func changedColumns(was, is *form.CompiledField, at string) (out []retyped) {
	before, table := was.Value.(field.Inner)
	then, _ := is.Value.(field.Inner)
	var old, now columns
	if !table || json.Unmarshal(was.Settings, &old) != nil || json.Unmarshal(is.Settings, &now) != nil {
		return nil
	}
	for j, c := range now.Fields {
		for _, o := range old.Fields {
			if o.Key != c.Key || o.Type == c.Type {
				continue
			}
			a, known := before.Inner(o.Key)
			b, stays := then.Inner(c.Key)
			if known && stays {
				out = append(out, retyped{field: is.Key, column: c.Key, from: o.Type, to: c.Type, was: a, is: b, title: c.Title,
					pointer: at + problem.Pointer("settings", "fields", j, "type")})
			}
		}
	}
	return out
}

func (m *Migrator) countMisfits(ctx context.Context, app string, f *form.Form, r *retyped) error {
	filled := query.Is(access.Path(r.field), "notEmpty", nil)
	if r.column == "" && !r.kindred() {
		page, err := m.Submitter.Store.Find(ctx, RecordsOf(app, f.Key()), query.Query{Where: filled, Limit: 1, Count: true, Fields: []string{"rev"}})
		r.count = page.Count
		return err
	}
	return m.Submitter.Store.Scan(ctx, RecordsOf(app, f.Key()), filled, func(doc store.Document) error {
		record, err := m.Submitter.Codec.Decode(doc.Body, f)
		if err == nil && !r.keeps(record.Data[r.field]) {
			r.count++
		}
		return err
	})
}

// kindred reports whether both types see their values alike, so that some of them may stay as they are.
func (r *retyped) kindred() bool {
	_, a := r.was.Shape()
	_, b := r.is.Shape()
	_, derived := r.is.(field.Deriver)
	_, numbered := r.is.(field.Numbered)
	return a.Kind == b.Kind && a.List == b.List && !derived && !numbered && reflect.DeepEqual(linkOf(r.was), linkOf(r.is))
}

func linkOf(v field.Value) field.Link {
	if l, ok := v.(field.Linker); ok {
		return l.Link()
	}
	return field.Link{}
}

// keeps reports whether the new type keeps a value as it is stored.
func (r *retyped) keeps(v any) bool {
	if r.column == "" {
		return r.same(v)
	}
	rows, _ := v.([]any)
	for _, row := range rows {
		if cells, ok := row.(map[string]any); ok && cells[r.column] != nil && !(r.kindred() && r.same(cells[r.column])) {
			return false
		}
	}
	return true
}

func (r *retyped) same(v any) bool {
	got, faults := r.is.Normalise(v)
	return faults.Err() == nil && reflect.DeepEqual(field.Plain(field.Store(r.is, got)), field.Plain(field.Store(r.was, v)))
}
