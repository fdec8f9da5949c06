package phrase

import (
	"encoding/json"
	"strings"
	"sync"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/reference"
)

// Book names the things of a bundle in one language.
type Book struct {
	bundle definition.Bundle
	lang   string
	trees  map[string]map[string]any
	names  map[string][]reference.Target // what stands at a place, by "/kind/key" + pointer
	before func() *Book                  // the book of what there was, which knows what is gone; nil when nothing is
}

// New returns the book of a bundle.
func New(b definition.Bundle, lang string) *Book {
	out := &Book{b, problem.Language(lang), map[string]map[string]any{}, map[string][]reference.Target{}, nil}
	for _, d := range b.Definitions {
		raw, err := json.Marshal(d)
		tree := map[string]any{}
		if err == nil && json.Unmarshal(raw, &tree) == nil {
			out.trees[d.Pointer()] = tree
		}
	}
	for _, r := range reference.All(b) {
		at := problem.Pointer(r.Kind, r.Key) + r.Pointer
		out.names[at] = append(out.names[at], r.Target)
	}
	return out
}

// Since lets a book name what is gone too, as it was called in another bundle.
func (b *Book) Since(was definition.Bundle) *Book {
	b.before = sync.OnceValue(func() *Book { return New(was, b.lang) })
	return b
}

// Definition is a definition by kind and title, such as 表单「建议」.
func (b *Book) Definition(kind, key string) string {
	return b.join(Kind(kind, b.lang), quoted(b.Title(kind, key), b.lang))
}

// Title is the title of a definition, its key where it has none.
func (b *Book) Title(kind, key string) string {
	d, there := b.bundle.Get(kind, key)
	if title := d.Title.In(b.lang); title != "" {
		return title
	}
	if !there && b.before != nil {
		return b.before().Title(kind, key)
	}
	return key
}

// Full is a place with the definition it is in.
func (b *Book) Full(kind, key, pointer string) string {
	place := b.Place(kind, key, pointer)
	if place == "" {
		return b.Definition(kind, key)
	}
	return problem.Sentence(b.lang, "phrase.at", map[string]any{"definition": b.Definition(kind, key), "place": place})
}

// Noun is a target with what it is, such as 状态「评估中」.
func (b *Book) Noun(t reference.Target) string {
	if t.Part == "" {
		return b.Definition(t.Kind, t.Key)
	}
	for part, array := range arrays {
		if noun, ok := word("part", array, b.lang); ok && part == t.Part {
			return b.join(noun, quoted(b.Target(t), b.lang))
		}
	}
	return quoted(b.Target(t), b.lang)
}

// arrays are where the parts of definitions stand.
var arrays = map[string]string{reference.Field: "fields", reference.Option: "options", reference.Status: "statuses", reference.Node: "nodes",
	reference.SLA: "slas", reference.Level: "levels", reference.Promise: "promises", reference.People: "people", reference.Press: "moves"}

func (b *Book) join(noun, name string) string {
	if b.lang == "en" {
		return noun + " " + name
	}
	return noun + name
}

// Target is what a target is called, without its noun.
func (b *Book) Target(t reference.Target) string {
	name := b.own(t)
	if name == t.Name && t.Part != "" && b.before != nil {
		return b.before().own(t)
	}
	return name
}

// gone reports whether there was a target that is not there any more, or is in the bin.
func (b *Book) gone(t reference.Target) bool {
	if b.before == nil || !b.before().has(t) {
		return false
	}
	return !b.has(t)
}

// has reports whether a definition, or a field, status, step or the like of one, is there.
func (b *Book) has(t reference.Target) bool {
	tree, there := b.trees[problem.Pointer(t.Kind, t.Key)]
	if !there || t.Part == "" {
		return there
	}
	spec, _ := tree["spec"].(map[string]any)
	if t.Part == reference.People {
		people, _ := spec["people"].(map[string]any)
		return people[t.Name] != nil
	}
	found := element(spec[arrays[t.Part]], t.Name)
	return found != nil && found["deleted"] != true
}

func (b *Book) own(t reference.Target) string {
	tree := b.trees[problem.Pointer(t.Kind, t.Key)]
	spec, _ := tree["spec"].(map[string]any)
	name := t.Name
	_, last, nested := strings.Cut(name, "/")
	switch t.Part {
	case "":
		return b.Title(t.Kind, t.Key)
	case reference.People:
		people, _ := spec["people"].(map[string]any)
		return b.people(people[name], t.Key)
	case reference.Option:
		if nested {
			field, _, _ := strings.Cut(name, "/")
			return b.titled(b.settings(element(spec["fields"], field))["options"], last)
		}
		return b.titled(spec["options"], name)
	case reference.Level:
		sla, _, _ := strings.Cut(name, "/")
		found := element(spec["slas"], sla)
		return b.titled(found["levels"], last)
	case reference.Field:
		if head, column, dotted := strings.Cut(name, "."); dotted {
			return b.titled(b.settings(element(spec["fields"], head))["fields"], column)
		}
	case reference.Press:
		return b.press(spec, name)
	case reference.Item:
		public, _ := spec["public"].(map[string]any)
		for _, layout := range []any{spec["layout"], public["layout"]} {
			if title := b.item(layout, name); title != "" {
				return title
			}
		}
	}
	return b.titled(spec[arrays[t.Part]], name)
}

func (b *Book) settings(element map[string]any) map[string]any {
	s, _ := element["settings"].(map[string]any)
	return s
}

// titled is the title of an element of an array, its type or its key where it has none.
func (b *Book) titled(array any, key string) string {
	found := element(array, key)
	if title := b.text(found["title"]); title != "" {
		return title
	}
	if kind, ok := found["type"].(string); ok {
		if label := b.unit("nodes", kind); label != "" {
			return label
		}
	}
	return key
}

// item is the title of a unit anywhere in a layout.
func (b *Book) item(layout any, key string) string {
	list, _ := layout.([]any)
	if element(list, key) != nil {
		return b.titled(list, key)
	}
	for _, e := range list {
		object, _ := e.(map[string]any)
		if title := b.item(object["children"], key); title != "" {
			return title
		}
	}
	return ""
}

// press is what stands on a button, wherever in a process it is.
func (b *Book) press(spec map[string]any, key string) string {
	if found := element(spec["moves"], key); found != nil {
		return b.titled(spec["moves"], key)
	}
	nodes, _ := spec["nodes"].([]any)
	for _, n := range nodes {
		node, _ := n.(map[string]any)
		if buttons := b.settings(node)["buttons"]; element(buttons, key) != nil {
			return b.titled(buttons, key)
		}
	}
	return key
}

func (b *Book) unit(group, id string) string { return units()[group][id].Label.In(b.lang) }

// text is a text of a definition in the reader's language, "" when v is none.
func (b *Book) text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		t := definition.Text{}
		for lang, words := range v {
			text, ok := words.(string)
			if !ok {
				return ""
			}
			t[lang] = text
		}
		if _, other := t["en"]; t["zh"] != "" || other { // every text has one of the languages of the interface
			return t.In(b.lang)
		}
	}
	return ""
}

// element finds an element of a keyed array.
func element(array any, key string) map[string]any {
	list, _ := array.([]any)
	for _, e := range list {
		if object, ok := e.(map[string]any); ok && (object["key"] == key || object["key"] == nil && object["id"] == key) {
			return object
		}
	}
	return nil
}
