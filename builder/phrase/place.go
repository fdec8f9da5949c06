package phrase

import (
	"strconv"
	"strings"

	"huiyin/engine/problem"
	"huiyin/engine/reference"
)

// crumb is a step on the way to a place: an element with its name, or a property.
type crumb struct {
	noun, name string
	element    bool
	member     bool // an element whose value says something about it
}

// way is the walk from a definition to a place inside it.
type way struct {
	*Book
	at     string // "/kind/key" and the pointer walked so far
	value  any
	chain  []string // properties passed, elements left out
	schema map[string]any
	root   map[string]any
	array  string // noun of the elements when value is an array
	crumbs []crumb
	keys   []string // segments walked
	leaf   bool
}

// walk follows a pointer as far as designers think of separate things: a condition, a text, a list of names is one.
func (b *Book) walk(kind, key, pointer string) *way {
	w := &way{Book: b, at: problem.Pointer(kind, key), value: b.trees[problem.Pointer(kind, key)], chain: []string{kind}}
	for _, segment := range problem.Split(pointer) {
		if w.leaf || !w.step(segment) {
			break
		}
	}
	return w
}

// step goes one segment further; ok is false when there is nothing.
func (w *way) step(segment string) bool {
	switch v := w.value.(type) {
	case map[string]any:
		w.property(v, segment)
	case []any:
		i, err := strconv.Atoi(segment)
		if err != nil || i < 0 || i >= len(v) {
			return false
		}
		w.at += problem.Pointer(i)
		w.value = v[i]
		w.item(i)
	default:
		return false
	}
	w.keys = append(w.keys, segment)
	return true
}

// named are objects whose property names are things, with the noun of what they name.
var named = map[string]string{"people": "people", "set": "fields", "fields": "fields", "prefill": "prefill", "add": "fields", "into": "fields",
	"week": "week", "overrides": "overrides"}

func (w *way) property(object map[string]any, name string) {
	parent := w.chain[len(w.chain)-1]
	w.at += problem.Pointer(name)
	w.value = object[name]
	switch {
	case len(w.chain) == 1 && name == "spec":
		return
	case name == "settings" && w.schema == nil && (object["type"] != nil || object["do"] != nil):
		w.enter(object)
		return
	case w.members(parent):
		noun, _ := word("part", named[parent], w.lang)
		if parent == "week" {
			noun = ""
		}
		w.crumbs[len(w.crumbs)-1] = crumb{noun, w.memberName(name), true, parent != "people"}
		w.leaf = parent != "people"
		w.chain = append(w.chain, "*")
		return
	}
	w.chain = append(w.chain, name)
	w.crumbs = append(w.crumbs, crumb{noun: w.label(name)})
	w.array = name
	w.leaf = w.whole(name)
}

// members reports whether the property names of the value at hand are things.
func (w *way) members(parent string) bool {
	if w.schema != nil {
		return (w.schema["x-editor"] == "values" || w.schema["x-editor"] == "mapping") && !w.inElement()
	}
	return named[parent] != "" && !(parent == "people" && w.chain[0] != "process") && len(w.chain) > 1 && !w.inElement()
}

// inElement reports whether the last thing passed is an element of an array, so that a property belongs to it.
func (w *way) inElement() bool { return len(w.crumbs) > 0 && w.crumbs[len(w.crumbs)-1].element }

// memberName is what a property that is a thing is called.
func (w *way) memberName(name string) string {
	if day, ok := word("word", name, w.lang); ok && w.chain[len(w.chain)-1] == "week" {
		return day
	}
	if w.chain[len(w.chain)-1] == "people" {
		return w.people(w.value, w.key())
	}
	for _, t := range w.names[w.at] {
		if t.Part == reference.Field {
			return w.Target(t)
		}
	}
	return name
}

func (w *way) key() string { return strings.Split(w.at, "/")[2] }

// enter goes into the settings of a unit, whose schema knows the words.
func (w *way) enter(object map[string]any) {
	var info map[string]any
	if kind, ok := object["do"].(string); ok {
		info = schemas()["actions"][kind]
	}
	if kind, ok := object["type"].(string); ok {
		group := "fields"
		if w.chain[0] == "process" {
			group = "nodes"
		}
		info = schemas()[group][kind]
	}
	if w.root, w.schema = info, info; info == nil {
		w.schema = map[string]any{}
	}
}

// label is what a property is called: by the schema of the unit, else by the words for envelopes.
func (w *way) label(name string) string {
	if w.schema != nil {
		w.schema = w.resolve(property(w.schema, name))
		if title := w.text(w.schema["x-title"]); title != "" {
			return title
		}
	}
	if len(w.chain) > 2 {
		if word, ok := word("word", w.chain[len(w.chain)-2]+"."+name, w.lang); ok {
			return word
		}
	}
	if word, ok := word("word", w.chain[0]+"."+name, w.lang); ok {
		return word
	}
	if word, ok := word("word", name, w.lang); ok {
		return word
	}
	return name
}

func property(schema map[string]any, name string) map[string]any {
	properties, _ := schema["properties"].(map[string]any)
	found, _ := properties[name].(map[string]any)
	return found
}

// resolve follows a reference inside the schema of the unit.
func (w *way) resolve(schema map[string]any) map[string]any {
	out := map[string]any{}
	if ref, ok := schema["$ref"].(string); ok {
		defs, _ := w.root["$defs"].(map[string]any)
		target, _ := defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
		for k, v := range target {
			out[k] = v
		}
	}
	for k, v := range schema {
		out[k] = v
	}
	return out
}

// item names an element of an array in place of the array.
func (w *way) item(i int) {
	noun, ok := word("part", w.array, w.lang)
	if !ok {
		noun = w.crumbs[len(w.crumbs)-1].noun
	}
	if w.schema != nil {
		items, _ := w.schema["items"].(map[string]any)
		w.schema = w.resolve(items)
	}
	w.crumbs[len(w.crumbs)-1] = crumb{noun: noun, name: w.elementName(i), element: true}
	if object, ok := w.value.(map[string]any); ok && object["type"] != nil && w.array == "fields" {
		w.schema = nil // a column has settings of its own
	}
}

// whole reports whether what stands below a property is one thing to designers.
func (w *way) whole(name string) bool {
	switch name {
	case "when", "where", "if", "filter", "condition", "default", "in", "due", "for", "timeout", "minInterval", "before", "scope", "title", "description":
		return true
	case "place", "measures", "settings", "titles", "by", "sort":
		if w.chain[0] == "report" {
			return true
		}
	}
	switch v := w.value.(type) {
	case []any:
		for _, e := range v {
			if _, object := e.(map[string]any); object {
				return false
			}
		}
		return true
	case map[string]any:
		return w.text(v) != ""
	}
	return false
}

// Place says where in a definition a pointer leads, without naming the definition; "" is the definition itself.
func (b *Book) Place(kind, key, pointer string) string { return b.walk(kind, key, pointer).phrase() }

func (w *way) phrase() string {
	out := ""
	for i, c := range w.crumbs {
		if !c.element && i < len(w.crumbs)-1 && w.crumbs[i+1].element {
			continue // the collection is said by its element
		}
		part := c.noun
		if c.element && c.name != "" {
			part = w.join(c.noun, quoted(c.name, w.lang))
		}
		switch {
		case out == "":
			out = part
		case w.lang == "en":
			out = part + " of " + out
		default:
			out += "的" + part
		}
	}
	return strings.TrimSpace(out)
}

// trail is Place step by step, such as 步骤「排期」 · 按钮「完成」; outside leaves out what is missing at its end.
func (b *Book) trail(kind, key, pointer string, outside bool) string {
	w := b.walk(kind, key, pointer)
	crumbs := w.crumbs
	if n := len(crumbs); outside && n > 0 && !crumbs[n-1].element {
		crumbs = crumbs[:n-1]
	}
	var out []string
	for i, c := range crumbs {
		switch {
		case !c.element && i < len(crumbs)-1 && crumbs[i+1].element: // the collection is said by its element
		case c.element && c.name != "":
			out = append(out, b.join(c.noun, quoted(c.name, b.lang)))
		default:
			out = append(out, c.noun)
		}
	}
	return strings.Join(out, " · ")
}
