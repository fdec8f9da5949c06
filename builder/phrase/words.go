// Package phrase says in words where in an app something stands and what changed there, in the language of the reader:
// things by their titles, properties by what the designers call them, never by the keys of the JSON text.
package phrase

import (
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"

	"huiyin/engine"
	"huiyin/engine/catalog"
	"huiyin/engine/problem"
)

//go:embed words.json
var wordsSource []byte

// words holds, by section and name, what a thing is called in Chinese and in English.
var words = sync.OnceValue(func() map[string]map[string][2]string {
	out := map[string]map[string][2]string{}
	if err := json.Unmarshal(wordsSource, &out); err != nil {
		panic(err)
	}
	return out
})

// units are the types that definitions are made of, by group and id.
var units = sync.OnceValue(func() map[string]map[string]catalog.Info {
	out := map[string]map[string]catalog.Info{}
	for group, list := range engine.Units() {
		out[group] = map[string]catalog.Info{}
		for _, u := range list {
			out[group][u.ID] = u
		}
	}
	return out
})

// schemas are the decoded schemas of their settings.
var schemas = sync.OnceValue(func() map[string]map[string]map[string]any {
	out := map[string]map[string]map[string]any{}
	for group, list := range units() {
		out[group] = map[string]map[string]any{}
		for id, u := range list {
			root := map[string]any{}
			if json.Unmarshal(u.Settings, &root) == nil {
				out[group][id] = root
			}
		}
	}
	return out
})

// word looks a name up in a section; ok is false when it has no word there.
func word(section, name, lang string) (string, bool) {
	w, ok := words()[section][name]
	if problem.Language(lang) == "en" {
		return w[1], ok
	}
	return w[0], ok
}

// Kind is what a kind of definitions is called.
func Kind(kind, lang string) string {
	if w, ok := word("kind", kind, lang); ok {
		return w
	}
	return kind
}

// quoted puts a name between the marks of the language.
func quoted(name, lang string) string {
	if problem.Language(lang) == "en" {
		return "“" + name + "”"
	}
	return "「" + name + "」"
}

// longest is how many characters of a value are shown.
const longest = 40

func shortened(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return text
}

// Words lists the names that have a word in a section: kind, part, word, value, op or name.
func Words(section string) []string { return slices.Sorted(maps.Keys(words()[section])) }
