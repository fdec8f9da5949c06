package definition

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// B-03: a title can be shown wherever it stands.
func TestTitlesCanBeShown(t *testing.T) {
	long, turned := strings.Repeat("长", MaxTitle+1), `ab\u202ecd`
	for text, want := range map[string]string{
		fmt.Sprintf(`{"kind":"list","key":"l","schemaVersion":1,"title":%q,"spec":{"options":[]}}`, long):                                     "definition.title_long /title",
		fmt.Sprintf(`{"kind":"list","key":"l","schemaVersion":1,"title":{"zh":"短","en":"%s"},"spec":{"options":[]}}`, turned):                 "definition.title_reordered /title/en",
		fmt.Sprintf(`{"kind":"list","key":"l","schemaVersion":1,"title":"短","spec":{"options":[{"key":"a","title":{"zh":%q}}]}}`, long):       "definition.title_long /spec/options/0/title/zh",
		fmt.Sprintf(`{"kind":"list","key":"l","schemaVersion":1,"title":%q,"spec":{"options":[{"key":"a","title":"a"}]}}`, long[:3*MaxTitle]): "",
		`{"kind":"list","key":"l","schemaVersion":1,"title":"\u2067x\u2069","spec":{"options":[{"key":"a","title":"a"}]}}`:                    "definition.title_reordered /title",
		`{"kind":"list","key":"l","schemaVersion":1,"title":"עברית","spec":{"options":[{"key":"a","title":"العربية"}]}}`:                      "",
	} {
		_, faults := Decode([]byte(text))
		var got []string
		for _, f := range faults {
			got = append(got, f.Code+" "+f.Pointer)
		}
		if want == "" && len(got) > 0 || want != "" && !slices.Contains(got, want) {
			t.Errorf("%.80s: %v, not %q", text, got, want)
		}
	}
}

// What a button sets a field called title to is no title.
func TestValuesAreNoTitles(t *testing.T) {
	set := map[string]any{"then": []any{map[string]any{"key": "x", "do": "set", "settings": map[string]any{"fields": map[string]any{"title": strings.Repeat("x", 500)}}}}}
	if faults := titles(map[string]any{"spec": set}, ""); len(faults) > 0 {
		t.Error(faults)
	}
}
