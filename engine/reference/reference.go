// Package reference knows where definitions name each other: which field a formula reads, which status a rule waits for,
// who is asked by which people rule. It works on what is written, also where that does not compile.
package reference

import (
	"encoding/json"
	"maps"
	"strings"

	"huiyin/engine/definition"
)

// The parts of definitions that can be named from elsewhere.
const (
	Field   = "field"   // of a form; the column of a sub-table is "table.column"
	Option  = "option"  // of a list, or "field/option" of a form
	Item    = "item"    // unit of a form's layout
	Status  = "status"  // of a process
	Node    = "node"    // of a process
	Press   = "press"   // button, arrow or move of a process
	People  = "people"  // people rule of a process
	SLA     = "sla"     // of a process
	Level   = "level"   // "sla/level" of a process
	Promise = "promise" // of a process
)

// Target is what a place names: a definition, or a part of one.
type Target struct {
	Kind string
	Key  string
	Part string // "" is the whole definition
	Name string
}

// Reference is a place that names a target. Pointer points into the definition of Kind and Key: to the value that names
// it, or to the expression, template or property name that does.
type Reference struct {
	Kind    string
	Key     string
	Pointer string
	Target  Target
}

// Covers reports whether a reference to other is one to t as well: a whole definition covers its parts, a field its
// columns and options.
func (t Target) Covers(other Target) bool {
	switch {
	case t.Kind != other.Kind || t.Key != other.Key:
		return false
	case t.Part == "":
		return true
	case t.Part == Field && other.Part == Field && strings.HasPrefix(other.Name, t.Name+"."),
		t.Part == Field && other.Part == Option && strings.HasPrefix(other.Name, t.Name+"/"),
		t.Part == SLA && other.Part == Level && strings.HasPrefix(other.Name, t.Name+"/"):
		return true
	}
	return t == other
}

// All returns every reference in a bundle, in the order of its definitions; a place that names several things is there
// several times.
func All(b definition.Bundle) []Reference {
	f := &finder{facts: factsOf(b), letters: map[string][]string{}}
	for _, d := range b.Definitions {
		if d.Kind != "message" {
			f.definition(d)
		}
	}
	for _, r := range f.out { // what a letter may read is that of the forms it is sent for
		if r.Target.Kind == "message" && r.Target.Part == "" {
			if form := f.formOf(r.Kind, r.Key); form != "" {
				f.letters[r.Target.Key] = append(f.letters[r.Target.Key], form)
			}
		}
	}
	for _, d := range b.Of("message") {
		f.definition(d)
	}
	return f.out
}

// Uses returns the references to a target, or to a part of it. Those of a definition to itself do not count when the
// whole of it is asked for.
func Uses(b definition.Bundle, t Target) []Reference {
	var out []Reference
	seen, buttons := map[string]bool{}, buttonsOf(b, t)
	for _, r := range All(b) {
		own := r.Kind == t.Kind && r.Key == t.Key
		id := r.Kind + "\x00" + r.Key + "\x00" + r.Pointer
		if !t.Covers(r.Target) && !(r.Target.Part == Press && r.Target.Key == t.Key && buttons[r.Target.Name]) || own && (t.Part == "" || inside(r, t)) || seen[id] {
			continue
		}
		seen[id] = true
		out = append(out, r)
	}
	return out
}

// buttonsOf are the buttons that only the step asked for has: whoever presses them uses it.
func buttonsOf(b definition.Bundle, t Target) map[string]bool {
	d, ok := b.Get("process", t.Key)
	var spec any
	if t.Part != Node || !ok || json.Unmarshal(d.Spec, &spec) != nil {
		return nil
	}
	out, others := map[string]bool{}, map[string]bool{}
	spot{spec, ""}.get("nodes").each(func(n spot) {
		n.get("settings").get("buttons").each(func(button spot) {
			if n.get("key").text() == t.Name {
				out[button.get("key").text()] = true
			} else {
				others[button.get("key").text()] = true
			}
		})
	})
	maps.DeleteFunc(out, func(key string, _ bool) bool { return others[key] })
	return out
}

// inside reports whether a reference stands in the field that is asked for: its options among themselves, its columns.
func inside(r Reference, t Target) bool { return t.Part == Field && r.Target != t && r.within(t.Name) }

func (r Reference) within(name string) bool {
	return strings.HasPrefix(r.Target.Name, name) && strings.HasPrefix(r.Pointer, "/spec/fields/")
}

// finder walks definitions.
type finder struct {
	facts
	kind, key string
	letters   map[string][]string // message -> forms it is sent for
	out       []Reference
}

func (f *finder) definition(d definition.Definition) {
	var spec any
	if json.Unmarshal(d.Spec, &spec) != nil {
		return
	}
	f.kind, f.key = d.Kind, d.Key
	n := spot{spec, "/spec"}
	switch d.Kind {
	case "app":
		f.whole(n.get("calendar"), "calendar")
		n.get("navigation").each(func(n spot) { f.whole(n.get("form"), "form") })
	case "form":
		f.form(n)
	case "process":
		f.process(n)
	case "rule":
		f.rule(n)
	case "view":
		f.view(n)
	case "report":
		f.board(n)
	case "role":
		f.role(n)
	case "connector":
		f.connector(n)
	case "message":
		f.message(n)
	case "list":
		n.get("options").each(func(o spot) {
			f.note(o.get("parent"), Target{"list", d.Key, Option, o.get("parent").text()})
		})
	}
}

// note keeps a reference; one that names nothing is none.
func (f *finder) note(n spot, t Target) {
	if t.Key == "" || t.Part != "" && (t.Name == "" || strings.HasSuffix(t.Name, "/")) {
		return
	}
	f.out = append(f.out, Reference{f.kind, f.key, n.at, t})
}

func (f *finder) whole(n spot, kind string) { f.note(n, Target{Kind: kind, Key: n.text()}) }

func (f *finder) wholes(n spot, kind string) { n.each(func(n spot) { f.whole(n, kind) }) }
