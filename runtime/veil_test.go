package runtime

import (
	"testing"

	"huiyin/engine"
)

// Only what this server signed is a link; a text for staff gets the address of the record instead.
func TestLinksAreVeiled(t *testing.T) {
	keys, err := NewKeys([]byte("a root key for tests only"))
	if err != nil {
		t.Fatal(err)
	}
	l := Links{Keys: keys, Base: "https://voice.example"}
	code := l.Code("track", Target{App: "a", Form: "f", ID: "0abc", Gen: 3})
	forged := code[:len(code)-2] + "zz"
	for text, want := range map[string]string{
		"": "",
		"见 https://voice.example/t/" + code + "。":         "见 *。",
		code + ", " + code + ".":                          "*, *.",
		"https://voice.example/t/" + code + "XX":          "*XX",
		`{"x":"http://old.example/sub/t/` + code + `\n"}`: `{"x":"*\n"}`,
		"https://voice.example/t/" + forged:               "https://voice.example/t/" + forged,
		"v1.2.3, 10.0.0.1 and a.b.c.0.short":              "v1.2.3, 10.0.0.1 and a.b.c.0.short",
	} {
		if got := string(l.Veil([]byte(text), "*")); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
	r := &engine.Record{App: "a", Form: "f", ID: "0abc"}
	if got := l.Staff(r, "see https://voice.example/t/"+code); got != "see https://voice.example/a/a/f/0abc" {
		t.Errorf("for staff: %q", got)
	}
}
