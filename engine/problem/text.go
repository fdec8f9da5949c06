package problem

import (
	"embed"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
)

//go:embed text/*.json
var files embed.FS

// Languages lists the interface languages, the first is the default.
var Languages = []string{"zh", "en"}

var catalogues = load()

func load() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, lang := range Languages {
		raw, err := files.ReadFile("text/" + lang + ".json")
		if err != nil {
			panic(err)
		}
		texts := map[string]string{}
		if err := json.Unmarshal(raw, &texts); err != nil {
			panic(fmt.Errorf("text/%s.json: %w", lang, err))
		}
		all[lang] = texts
	}
	return all
}

// Language returns lang when the interface speaks it, else the default language.
func Language(lang string) string {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	for _, l := range Languages {
		if l == lang {
			return l
		}
	}
	return Languages[0]
}

// Sentence renders the text of code in lang, `{name}` standing for the parameter of that name.
// A code without a text is returned as it is: codes are readable, and a test keeps the catalogues complete.
func Sentence(lang, code string, params map[string]any) string {
	text, ok := catalogues[Language(lang)][code]
	if !ok {
		return code
	}
	var out strings.Builder
	for { // one pass: what a value says in braces stays as it is
		from := strings.IndexByte(text, '{')
		if from < 0 {
			break
		}
		out.WriteString(text[:from])
		name, rest, closed := strings.Cut(text[from+1:], "}")
		value, named := params[name]
		if closed && named {
			out.WriteString(show(lang, value))
			text = rest
			continue
		}
		out.WriteByte('{')
		text = text[from+1:]
	}
	out.WriteString(text)
	return out.String()
}

// show writes a parameter; one that has a text in several languages, such as a title, is written in lang.
func show(lang string, v any) string {
	switch t := v.(type) {
	case []string:
		return strings.Join(t, between(lang))
	case []any:
		parts := make([]string, len(t))
		for i, e := range t {
			parts[i] = show(lang, e)
		}
		return strings.Join(parts, between(lang))
	case interface{ In(lang string) string }:
		return t.In(lang)
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}

// between stands between the parts of a list in a sentence of lang.
func between(lang string) string {
	if Language(lang) == "zh" {
		return "、"
	}
	return ", "
}

// Codes lists every code the catalogue of lang has a sentence for, sorted.
func Codes(lang string) []string {
	out := make([]string, 0, len(catalogues[lang]))
	for c := range catalogues[lang] {
		out = append(out, c)
	}
	sort.Strings(out)
	return out
}
