package reference

import (
	"encoding/json"
	"strings"
	"sync"

	"huiyin/engine/action"
	"huiyin/engine/catalog"
	"huiyin/engine/form/field"
	"huiyin/engine/process/node"
)

// The settings of units are followed by their schemas: a property says with x-editor what it holds, and with
// x-in which neighbour names the form it is about; without, it is the form of the record.

type schema = map[string]any

// schemas are the schemas of the settings of every unit, by group and id.
var schemas = sync.OnceValue(func() map[string]map[string]schema {
	return map[string]map[string]schema{"fields": decoded(field.Types.All()), "nodes": decoded(node.Types.All()), "actions": decoded(action.Types.All())}
})

func decoded[U catalog.Unit](units []U) map[string]schema {
	out := map[string]schema{}
	for _, u := range units {
		root := schema{}
		if json.Unmarshal(u.Info().Settings, &root) == nil {
			markPeople(root)
			out[u.Info().ID] = root
		}
	}
	return out
}

// markPeople says of every property that takes people, by name of a rule or written out, that it does.
func markPeople(v any) {
	switch v := v.(type) {
	case map[string]any:
		raw, _ := json.Marshal([]any{v["items"], v["anyOf"]})
		choice := strings.Contains(string(raw), `"#/$defs/find"`) || strings.Contains(string(raw), `"#/$defs/people"`)
		if v["x-editor"] == nil && v["properties"] == nil && choice {
			v["x-editor"] = "people"
		}
		for _, inner := range v {
			markPeople(inner)
		}
	case []any:
		for _, inner := range v {
			markPeople(inner)
		}
	}
}

// settings notes what the settings of a unit name. owner is the form of the record the unit works on, self the field
// whose settings they are.
func (f *finder) settings(n spot, group, id, owner, self string) {
	root, known := schemas()[group][id]
	if !known || n.value == nil {
		return
	}
	w := walker{f, root, owner, self}
	w.object(n, root)
}

type walker struct {
	*finder
	root  schema
	owner string
	self  string // the field whose settings these are
}

// resolve follows the reference of a schema and keeps what it says beside it.
func (w walker) resolve(s schema) schema {
	ref, ok := s["$ref"].(string)
	if !ok {
		return s
	}
	defs, _ := w.root["$defs"].(map[string]any)
	target, _ := defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	out := schema{}
	for _, from := range []schema{target, s} {
		for k, v := range from {
			out[k] = v
		}
	}
	return out
}

func (w walker) object(n spot, s schema) {
	properties, _ := w.resolve(s)["properties"].(map[string]any)
	n.members(func(name string, value spot) {
		property, _ := properties[name].(map[string]any)
		if property == nil {
			return
		}
		property = w.resolve(property)
		w.property(value, property, w.formOfSetting(n, property))
	})
}

// formOfSetting is the form that a property is about.
func (w walker) formOfSetting(n spot, property schema) string {
	form := w.owner
	switch in := property["x-in"].(type) {
	case string:
		form = w.formIn(n.get(in))
	case []any:
		for _, name := range in {
			neighbour, _ := name.(string)
			if key := w.formIn(n.get(neighbour)); key != "" {
				form = key
			}
		}
	}
	return form
}

// formIn is the form that a neighbour names, or that the relation it names leads to.
func (w walker) formIn(n spot) string {
	if f, relation := w.forms[w.owner].fields[n.text()]; relation && f.form != "" && strings.HasSuffix(n.at, "/relation") {
		return f.form
	}
	return n.text()
}

func editor(s schema) string {
	name, _ := s["x-editor"].(string)
	return name
}

// property notes what a value holds by what its schema says.
func (w walker) property(n spot, s schema, form string) {
	switch editor(s) {
	case "form", "list", "message", "connector":
		w.whole(n, editor(s))
	case "roles":
		w.wholes(n, "role")
	case "field", "relation":
		w.field(n, form)
	case "fields":
		w.fields(n, form)
	case "mapping":
		w.named(n, form)
	case "stepFields":
		n.members(func(_ string, n spot) { w.fields(n, form) })
	case "condition":
		w.condition(n, form, w.owner)
	case "expression":
		w.expression(n, form)
	case "values":
		w.values(n, form, w.owner)
	case "people":
		w.people(n, w.owner)
	case "text":
		w.template(n, form)
	case "columns":
		n.each(func(n spot) { w.formField(n, w.owner, w.self+".") })
	case "status", "node", "press", "promise":
		w.note(n, Target{"process", w.processOf(w.owner), editor(s), n.text()})
	case "options":
		n.each(func(n spot) {
			w.note(n.get("parent"), Target{"form", w.owner, Option, w.self + "/" + n.get("parent").text()})
		})
	default:
		w.inside(n, s)
	}
}

// inside goes on below a value that holds nothing by itself.
func (w walker) inside(n spot, s schema) {
	w.object(n, s)
	if items, ok := s["items"].(map[string]any); ok {
		n.each(func(n spot) { w.property(n, w.resolve(items), w.owner) })
	}
}

// use notes an action as rules, buttons and clocks write it.
func (f *finder) use(n spot, owner string) {
	f.condition(n.get("if"), owner, owner)
	f.settings(n.get("settings"), "actions", n.get("do").text(), owner, "")
}

func (f *finder) uses(n spot, owner string) { n.each(func(n spot) { f.use(n, owner) }) }

// formField notes what a field, or the column of a sub-table, names.
func (f *finder) formField(n spot, form, prefix string) {
	key := prefix + n.get("key").text()
	if deleted, _ := n.get("deleted").value.(bool); deleted {
		return
	}
	f.settings(n.get("settings"), "fields", n.get("type").text(), form, key)
	f.expression(n.get("default").get("expr"), form)
	f.literals(n.get("default"), form, key)
}

// step notes what a node of a process names by its settings.
func (f *finder) step(n spot, owner string) {
	f.settings(n.get("settings"), "nodes", n.get("type").text(), owner, "")
}
