package httpapi

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
)

// piece is an entry of the list that the build writes of its files.
type piece struct {
	File    string   `json:"file"`
	Imports []string `json:"imports"`
	IsEntry bool     `json:"isEntry"`
}

// preloads returns the link elements that make a browser fetch the scripts of one public page together with the one
// all of them share, instead of after it. A build without its list, or a page it does not know, gives none: the page
// then fetches its scripts by itself.
func preloads(built fs.FS, page string) string {
	raw, err := fs.ReadFile(built, "public.manifest.json")
	if err != nil {
		return ""
	}
	var pieces map[string]piece
	if json.Unmarshal(raw, &pieces) != nil {
		return ""
	}
	var out strings.Builder
	var seen []string
	var add func(name string)
	add = func(name string) {
		p, known := pieces[name]
		if !known || p.IsEntry || slices.Contains(seen, name) {
			return
		}
		seen = append(seen, name)
		out.WriteString(`<link rel="modulepreload" href="/public/` + p.File + `">`)
		for _, next := range p.Imports {
			add(next)
		}
	}
	add("pages/" + page + ".tsx")
	return out.String()
}
