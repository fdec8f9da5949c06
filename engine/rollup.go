package engine

import (
	"maps"
	"reflect"
	"slices"

	"huiyin/engine/effect"
	"huiyin/engine/form"
)

// rollUp tells the records this one points to, and those it pointed to before, to work out again what they sum up of it.
// The order travels in the outbox like every other, so it is carried out after this record is written and never lost; it
// names the fields, and the target asks for the answer itself.
func (d *decision) rollUp() {
	orders := map[string]map[string]any{} // form and id -> fields
	targets := map[string][2]string{}
	for _, f := range d.app.forms {
		for _, r := range f.Rollups() {
			if r.Form != d.form.Key() {
				continue
			}
			for _, id := range d.rolled(r) {
				name := f.Key() + "/" + id
				if orders[name] == nil {
					orders[name] = map[string]any{}
				}
				orders[name][r.Key], targets[name] = nil, [2]string{f.Key(), id}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(orders)) {
		to := targets[name]
		d.emit(effect.Effect{ID: d.nextID(), Kind: effect.Record, Source: effect.Source{Kind: "rollup", Key: to[0], Release: d.app.Release},
			Record: &effect.RecordOrder{Form: to[0], ID: to[1], Set: orders[name]}})
	}
}

// rolled lists the records whose rollup this decision changes: by coming, going, pointing elsewhere, or another value in a
// field the rollup reads.
func (d *decision) rolled(r form.Rollup) []string {
	was, is := pointed(d.old, r.Field), pointed(d.rec, r.Field)
	if was == is && (is == "" || !d.otherwise(r)) {
		return nil
	}
	ids := slices.DeleteFunc([]string{was, is}, func(id string) bool { return id == "" })
	return slices.Compact(ids)
}

// pointed is the record a living record points to.
func pointed(r *Record, field string) string {
	if r == nil || r.DeletedAt != nil {
		return ""
	}
	id, _ := r.Data[field].(string)
	return id
}

func (d *decision) otherwise(r form.Rollup) bool {
	return slices.ContainsFunc(r.Reads(), func(path string) bool {
		return !reflect.DeepEqual(d.before(path), d.get(path))
	})
}
