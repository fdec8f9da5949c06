package main

import (
	"slices"
	"testing"
)

// Words that nobody can see are no words: not for a comment, a customer, an act that asks for them, or a look at what is masked.
func TestInvisibleWordsAreNone(t *testing.T) {
	r := newRepeats(t)
	for _, none := range []string{"\u200b", "\u2800", "\u3164", "\ufeff\u00ad", "\u0301", "\u0000"} {
		for path, b := range map[string]*browser{r.at: r.one, r.track: r.stranger} {
			if got := b.send("POST", path+"/comments", map[string]any{"text": none}); !slices.Contains(got.problems(), "comment.empty /text") {
				t.Errorf("%q at %s: %d %s", none, path, got.status, got.body)
			}
		}
		got := r.one.send("POST", r.at+"/act", map[string]any{"kind": "move", "button": "mark_invalid", "comment": none})
		if !slices.Contains(got.problems(), "process.comment_required /comment") {
			t.Errorf("%q: %d %s", none, got.status, got.body)
		}
	}
}
