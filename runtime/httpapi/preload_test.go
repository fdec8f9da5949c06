package httpapi

import (
	"testing"
	"testing/fstest"
)

// TestPreloads: a public page's scripts are asked for at once, what the entry fetches anyway is not named twice, and
// a build that lacks the list still serves the page.
func TestPreloads(t *testing.T) {
	const list = `{
		"index.html": {"file": "assets/index-1.js", "isEntry": true},
		"_both.js": {"file": "assets/both-2.js", "imports": ["index.html"]},
		"pages/track.tsx": {"file": "assets/track-3.js", "imports": ["index.html", "_both.js"], "isDynamicEntry": true}}`
	built := fstest.MapFS{"public.manifest.json": {Data: []byte(list)}}
	want := `<link rel="modulepreload" href="/public/assets/track-3.js"><link rel="modulepreload" href="/public/assets/both-2.js">`
	if got := preloads(built, "track"); got != want {
		t.Errorf("track: %s", got)
	}
	for name, built := range map[string]fstest.MapFS{"no list": {}, "broken": {"public.manifest.json": {Data: []byte("{")}}, "unknown": built} {
		if got := preloads(built, "missing"); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}
