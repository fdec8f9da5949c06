package definition

import (
	"strings"
	"unicode/utf8"

	"huiyin/engine/problem"
)

// MaxTitle is how many characters a title may have in one language: it stands in menus, lists and buttons.
const MaxTitle = 200

// reordering are the characters that turn the direction of what follows: a title with one of them does not read as it is
// written, and turns round what stands behind it.
const reordering = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

// titles finds titles in a definition that nobody could show: of the definition, of its public page, and of everything
// with a key in it, such as fields, statuses and buttons. What fields of records are set to is no title.
func titles(value any, at string) (faults problem.List) {
	switch v := value.(type) {
	case map[string]any:
		_, keyed := v["key"].(string)
		_, page := v["enabled"].(bool)
		if keyed || page || at == "" {
			faults = title(v["title"], at+"/title")
		}
		for _, name := range sortedKeys(v) {
			faults = append(faults, titles(v[name], at+problem.Pointer(name))...)
		}
	case []any:
		for i, one := range v {
			faults = append(faults, titles(one, at+problem.Pointer(i))...)
		}
	}
	return faults
}

// title finds what is wrong with a text, for every language or for one each.
func title(text any, at string) (faults problem.List) {
	switch t := text.(type) {
	case string:
		if n := utf8.RuneCountInString(t); n > MaxTitle {
			faults.Add("definition.title_long", at, "max", MaxTitle, "actual", n)
		}
		if strings.ContainsAny(t, reordering) {
			faults.Add("definition.title_reordered", at)
		}
	case map[string]any:
		for _, language := range sortedKeys(t) {
			faults = append(faults, title(t[language], at+problem.Pointer(language))...)
		}
	}
	return faults
}
