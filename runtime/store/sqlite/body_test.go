package sqlite

import (
	"maps"
	"slices"
	"testing"

	"github.com/valyala/fastjson"
)

// TestBinaryBody: what the writer makes of a document is what SQLite makes of it, for every kind and size of value.
func TestBinaryBody(t *testing.T) {
	s, err := Open(t.Context(), t.TempDir()+"/x.db", Options{Scratch: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	long := make([]byte, 70000)
	for i := range long {
		long[i] = 'a' + byte(i%26)
	}
	for _, body := range []string{
		`{}`, `{"a":null,"b":true,"c":false}`, `{"n":0,"m":-12,"f":1.5e-7,"big":123456789012345678901234567890,"z":-0}`,
		`{"text":"","quoted":"a\"b\\c\n\u0001","wide":"回音 🎉","key \"x\"":1}`, `{"twelve":"123456789012","long":"` + string(long[:300]) + `","longer":"` + string(long) + `"}`,
		`{"list":[],"of":[1,"a",[2,[3]],{"b":{"c":[{}]}}],"o":{"p":{"q":{}}}}`,
	} {
		var got, want string
		w := binaryWriter{arrays: map[string]bool{}}
		if err := read([]byte(body), func(v *fastjson.Value) error { w.object(v, "", 0, true); return w.err }); err != nil {
			t.Fatal(err)
		}
		err := s.read(t.Context(), func(c *link, _ *catalog) error {
			return c.row(t.Context(), `SELECT json(?), json(jsonb_set(jsonb(?),'$._id','i','$.rev',7))`, []any{sealed(w.out, "i", 7), body}, &got, &want)
		})
		if err != nil {
			t.Fatal(err)
		}
		a, b := fastjson.MustParse(got), fastjson.MustParse(want)
		left, _ := a.Object()
		left.Visit(func(key []byte, v *fastjson.Value) {
			if other := b.Get(string(key)); other == nil || string(other.MarshalTo(nil)) != string(v.MarshalTo(nil)) {
				t.Errorf("%s: %s is %s, SQLite says %s", body[:min(len(body), 80)], key, v, other)
			}
		})
		if right, _ := b.Object(); right.Len() != left.Len() {
			t.Errorf("%d members, SQLite says %d", left.Len(), right.Len())
		}
	}
	w := binaryWriter{arrays: map[string]bool{}}
	_ = read([]byte(`{"a":[{"b":[1]}],"c":[[1]],"d.e":[1],"f":{"g":[]}}`), func(v *fastjson.Value) error { w.object(v, "", 0, true); return w.err })
	if got := slices.Sorted(maps.Keys(w.arrays)); !slices.Equal(got, []string{"a", "a.b", "c", "f.g"}) {
		t.Errorf("lists at %q", got)
	}
	for _, bad := range []string{``, `[]`, `{"a":1.2.3}`, `{"a":01}`, `{"a":nan}`, `{"a":+1}`, `{"a"}`, `{"a":1}{`, `null`} {
		w := binaryWriter{arrays: map[string]bool{}}
		if err := read([]byte(bad), func(v *fastjson.Value) error { w.object(v, "", 0, true); return w.err }); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}
