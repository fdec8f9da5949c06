package main

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"huiyin/builder/phrase"
	"huiyin/engine"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
)

// The size at which designers still get their answer as they type.
const (
	checkedFields = 300
	checkedNodes  = 200
	checkedRules  = 500
)

// checkBudget is what every saved change of a large draft costs: the whole app compiled with all its cross-checks, and
// its problems in words.
func checkBudget(b *testing.B, t *table) {
	bundle := largeApp(b)
	took := time.Hour
	for range 5 {
		begin := time.Now()
		app, problems := engine.Compile(bundle, 1, calendar.DefaultHolidays())
		said := phrase.Faults(bundle, bundle, problems, "zh")
		took = min(took, time.Since(begin))
		if app == nil {
			b.Fatal(said[:1])
		}
	}
	t.add(fmt.Sprintf("check of %d fields, %d steps, %d rules", checkedFields, checkedNodes, checkedRules), took, "≤ 100 ms", 0.1)
}

// largeApp is an app with one form, one process and many rules.
func largeApp(b *testing.B) definition.Bundle {
	b.Helper()
	def := func(kind, key string, spec any) definition.Definition {
		raw, err := json.Marshal(spec)
		if err != nil {
			b.Fatal(err)
		}
		return definition.Definition{Kind: kind, Key: key, Title: definition.Plain(key), SchemaVersion: 1, Spec: raw}
	}
	type object = map[string]any
	var fields, nodes, arrows []any
	for i := range checkedFields {
		field := object{"key": fmt.Sprint("f_", i), "type": []string{"text", "number", "boolean"}[i%3], "title": fmt.Sprint("字段 ", i)}
		if i%30 == 1 {
			field = object{"key": fmt.Sprint("f_", i), "type": "formula", "title": fmt.Sprint("公式 ", i), "settings": object{"expression": fmt.Sprintf("len(f_%d ?? '') + 1", i-1)}}
		}
		fields = append(fields, field)
	}
	for i := range checkedNodes {
		node := object{"key": fmt.Sprint("n_", i), "type": "human", "title": fmt.Sprint("步骤 ", i), "status": "open",
			"settings": object{"mode": "one", "buttons": []any{object{"key": "on", "title": "继续", "kind": "complete"}}}}
		arrow := object{"key": fmt.Sprint("t_", i), "from": node["key"], "on": "on", "to": fmt.Sprint("n_", i+1)}
		switch i {
		case 0:
			node = object{"key": "n_0", "type": "start", "status": "open"}
			delete(arrow, "on")
		case checkedNodes - 1:
			node = object{"key": node["key"], "type": "end", "status": "done", "settings": object{"resolution": "done"}}
		}
		nodes = append(nodes, node)
		if i < checkedNodes-1 {
			arrows = append(arrows, arrow)
		}
	}
	all := []definition.Definition{def("app", "large", object{"name": "large", "version": "1.0.0"}), def("form", "large", object{"fields": fields, "titleField": "f_0", "process": "flow"}),
		def("process", "flow", object{"form": "large", "people": object{"desk": object{"find": []any{object{"by": "who", "who": "submitter"}}}},
			"statuses":    []any{object{"key": "open", "title": "处理中", "category": "open", "owner": "desk"}, object{"key": "done", "title": "完成", "category": "done"}},
			"nodes":       nodes,
			"transitions": arrows})}
	for i := range checkedRules {
		at := i % (checkedFields / 3) * 3 // a text
		all = append(all, def("rule", fmt.Sprint("r_", i), object{"form": "large", "on": []any{object{"event": "created"}},
			"when": object{"field": fmt.Sprint("f_", at), "op": "eq", "value": fmt.Sprint("v", i)}, "order": i,
			"then": []any{object{"key": "set", "do": "set", "settings": object{"fields": object{fmt.Sprint("f_", at+2): true}}}}}))
	}
	return definition.Pack(all...)
}
