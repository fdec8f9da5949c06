package main

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"huiyin/builder"
	"huiyin/engine/definition"
)

// P-14: every preset, and the app that it makes with what it stands on, survives export and import byte by byte.
func TestPresetsSurviveExport(t *testing.T) {
	from := builder.Shelf{FS: shelf()}
	names, err := from.Names()
	if err != nil || len(names) < 5 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		stack, problems := from.Stack(name)
		if problems.Err() != nil {
			t.Fatal(name, problems)
		}
		var layers []definition.Bundle
		for _, o := range stack {
			layers = append(layers, o.Bundle)
		}
		whole, problems := definition.Layer(layers...)
		if problems.Err() != nil {
			t.Fatal(name, problems)
		}
		for _, b := range []definition.Bundle{stack[len(stack)-1].Bundle, whole} {
			packed, err := builder.Zip(b)
			if err != nil {
				t.Fatal(err)
			}
			back, problems := builder.Unpack(packed)
			again, err := builder.Zip(back.Bundle)
			if len(problems) > 0 || err != nil || !back.Whole || !bytes.Equal(packed, again) || back.Bundle.Hash() != b.Hash() {
				t.Errorf("%s comes back another: %v %v", name, problems, err)
			}
			files, more := b.Files(), back.Bundle.Files()
			if !slices.Equal(slices.Sorted(maps.Keys(files)), slices.Sorted(maps.Keys(more))) {
				t.Errorf("%s: other files", name)
			}
		}
	}
}
