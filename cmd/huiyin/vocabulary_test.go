package main_test

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"huiyin/presets"
)

// ours are words of the packages which the platform knows by itself, and may name for that reason.
var ours = map[string]string{
	"in_app": "a channel", "mail": "a channel",
	"no_contact": "why nobody could be told", "no_mail": "why nobody could be told", "no_recipient": "why nobody could be told",
	"not_configured": "the state of a message", "tracking_page": "how a promise was kept",
	"source_form": "a column of the ledger of promises", "source_id": "a column of the ledger of promises",
	"source_no": "a column of the ledger of promises", "source_title": "a column of the ledger of promises",
	"merged": "the state of a process that another one carries on", "closed": "the end of a public form", "new": "a record without an id",
	"released": "a beat of the sample story, and an example of a message", "answered": "a public form that was answered",
	"declined": "an example of a resolution", "customer_name": "an example", "duty_roster": "an example", "rd_lead": "an example",
}

var quoted = regexp.MustCompile("[\"'`]([a-z][a-z0-9_]*)[\"'`]")

// No status, field, rule or any other key of the packages is known to the program: they are data to it. Keys of one
// plain word are left out, except those of statuses: "title" and "phone" are words before they are keys.
func TestTheProgramKnowsNoPackage(t *testing.T) {
	words := map[string]bool{}
	err := fs.WalkDir(presets.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".json") || strings.Contains(path, "/scenarios/") || strings.Contains(path, "/demo/") {
			return err
		}
		raw, err := fs.ReadFile(presets.FS(), path)
		var def any
		if err == nil {
			err = json.Unmarshal(raw, &def)
		}
		keys(def, false, words)
		return err
	})
	if err != nil || len(words) < 200 || !words["need_info"] || !words["evaluating"] || !words["tag_type"] && !words["suggestion_type"] {
		t.Fatalf("%d words of the packages, %v", len(words), err)
	}
	code := sources(t, func(path string) bool {
		at, _, _ := strings.Cut(strings.TrimPrefix(path, repo+"/"), "/")
		return slices.Contains([]string{"engine", "runtime", "builder", "cmd", "ui"}, at) && !strings.Contains(path, "/e2e/") && !strings.Contains(path, "/test/") &&
			(strings.HasSuffix(path, ".go") || scripts.MatchString(path)) && !tests.MatchString(path) && !generated.MatchString(path)
	})
	if len(code) < 500 {
		t.Fatalf("only %d files were looked at", len(code))
	}
	for _, s := range code {
		for _, m := range quoted.FindAllStringSubmatch(s.text, -1) {
			if words[m[1]] && ours[m[1]] == "" {
				t.Errorf("%s names %s, which is a key of a package", s.path, m[1])
			}
		}
	}
}

// keys collects keys of definitions: those with an underscore, and those of statuses.
func keys(v any, status bool, into map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		if k, _ := v["key"].(string); strings.Contains(k, "_") || status && k != "" {
			into[k] = true
		}
		for name, under := range v {
			keys(under, name == "statuses", into)
		}
	case []any:
		for _, under := range v {
			keys(under, status, into)
		}
	}
}
