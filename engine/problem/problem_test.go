package problem_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"huiyin/engine/problem"
)

// A sentence takes its facts in one pass: what a value says in braces is never read as a placeholder.
func TestSentenceTakesValuesAsTheyAre(t *testing.T) {
	got := problem.Sentence("en", "release.newer_exists", map[string]any{"current": "{seen}", "seen": 3, "by": "Li", "at": "noon"})
	if want := "Li published release {seen} first, on noon (you saw 3); look at the difference first"; got != want {
		t.Fatalf("got %q", got)
	}
	if got := problem.Sentence("en", "no.such.code", nil); got != "no.such.code" {
		t.Fatalf("a code without a sentence: %q", got)
	}
}

// A list in a sentence is joined as the language joins it.
func TestSentenceJoinsLists(t *testing.T) {
	params := map[string]any{"count": 2, "promises": []string{"甲", "乙"}, "customers": []any{"x", []string{"y", "z"}}}
	zh, en := problem.Sentence("zh", "process.promise_open", params), problem.Sentence("en", "process.promise_open", params)
	if !strings.Contains(zh, "甲、乙") || !strings.Contains(zh, "x、y、z") || strings.Contains(zh, ", ") {
		t.Errorf("in Chinese: %s", zh)
	}
	if !strings.Contains(en, "甲, 乙") || strings.Contains(en, "、") {
		t.Errorf("in English: %s", en)
	}
}

// A line of the timeline stands alone, so in English it begins like a sentence.
func TestTimelineLinesBeginWithACapital(t *testing.T) {
	for _, code := range problem.Codes("en") {
		if !strings.HasPrefix(code, "history.") && !strings.HasPrefix(code, "message.state.") {
			continue
		}
		first, _ := utf8.DecodeRuneInString(problem.Sentence("en", code, nil))
		if unicode.IsLower(first) {
			t.Errorf("%s: %q", code, problem.Sentence("en", code, nil))
		}
	}
}

// Pointers survive their own escaping, and a list knows what blocks.
func TestPointersAndLists(t *testing.T) {
	p := problem.Pointer("a/b", "c~d", 3)
	if p != "/a~1b/c~0d/3" {
		t.Fatalf("pointer %q", p)
	}
	if parts := problem.Split(p); len(parts) != 3 || parts[0] != "a/b" || parts[1] != "c~d" || parts[2] != "3" {
		t.Fatalf("parts %q", parts)
	}
	var l problem.List
	l.Warn("view.field_unknown", "/x", "field", "x")
	if l.Err() != nil {
		t.Fatal("a warning blocks")
	}
	l.Add("view.field_unknown", "/a", "field", "a")
	if l.Err() == nil || !l.Has("view.field_unknown") || l.Sorted()[0].Pointer != "/a" || l.Under("/spec")[0].Pointer != "/spec/x" {
		t.Fatalf("list %v", l)
	}
	for _, lang := range problem.Languages {
		if problem.Language(lang+"-XX") != lang || len(problem.Codes(lang)) == 0 {
			t.Errorf("language %s", lang)
		}
	}
	if problem.Language("fr") != problem.Languages[0] {
		t.Error("an unknown language has no fallback")
	}
}
