package builder_test

import (
	"slices"
	"strings"
	"testing"

	"huiyin/builder"
	"huiyin/engine/definition"
)

// The library keeps every distinct text once and gives back what was put in, in whatever order it is asked.
func TestLibraryKeepsTextsByContent(t *testing.T) {
	w := newWorld(t)
	a, b := w.decode(order(`{"key":"title","type":"text","title":"标题"}`)), w.decode(string(w.shelf["base/lists/kinds.json"].Data))
	one, err := w.library.Put(t.Context(), definition.Pack(a, b))
	if err != nil || len(one) != 2 {
		t.Fatalf("%v %v", one, err)
	}
	again, err := w.library.Put(t.Context(), definition.Pack(b, a))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range one {
		if !slices.Contains(again, r) {
			t.Errorf("%+v is kept elsewhere the second time: %+v", r, again)
		}
	}
	if kept := w.documents("definitions"); len(kept) != 2 {
		t.Errorf("two texts put twice are kept as %v", kept)
	}
	changed := w.decode(order(`{"key":"title","type":"text","title":"另一个标题"}`))
	other, err := w.library.Put(t.Context(), definition.Pack(changed))
	if err != nil || other[0].Hash == one[0].Hash || other[0].Hash == one[1].Hash {
		t.Errorf("another text has the same place: %+v %v", other, err)
	}
	slices.Reverse(one)
	got, err := w.library.Get(t.Context(), one)
	if err != nil || names(got) != "form/order list/kinds" || got.Hash() != definition.Pack(a, b).Hash() {
		t.Errorf("%s %v", names(got), err)
	}
	empty, err := w.library.Get(t.Context(), nil)
	if err != nil || len(empty.Definitions) != 0 {
		t.Errorf("nothing: %v %v", empty, err)
	}
}

// A text that is missing is a fault and never an app with a hole.
func TestLibraryMissesNothingInSilence(t *testing.T) {
	w := newWorld(t)
	refs, err := w.library.Put(t.Context(), definition.Pack(w.decode(order(`{"key":"title","type":"text","title":"标题"}`))))
	if err != nil {
		t.Fatal(err)
	}
	refs = append(refs, builder.Ref{Kind: "list", Key: "kinds", Hash: strings.Repeat("0", 64)})
	if got, err := w.library.Get(t.Context(), refs); err == nil {
		t.Errorf("got %s", names(got))
	}
}
